package import Tools

/// Who carries out a command, and how it is told.
package struct CommandDelivery: Sendable, Equatable {
    package enum Receiver: Sendable, Equatable {
        /// A program and its arguments: it reads the command as JSON on its standard input.
        case program([String])
        case http(HTTPEndpoint)
    }

    /// The delivery that is always there: whoever reads the `command` frames carries them out.
    package static let frames = "frames"

    package var receiver: Receiver

    /// How long it may take.
    package var deadline: Duration

    /// Without a deadline it has five seconds.
    package init(_ receiver: Receiver, deadline: Duration? = nil) {
        self.receiver = receiver
        self.deadline = deadline ?? .seconds(5)
    }
}

/// A request that carries out a command, with the command's entities in it.
package struct HTTPEndpoint: Sendable, Equatable {
    /// What is filled in is escaped.
    package var url: SlotTemplate

    /// `POST`, `PUT` or `GET`.
    package var method: String

    package var headers: [String: String]

    /// Headers whose value is a file's content, read at each request: a token in it can be changed.
    package var headerFiles: [String: String]

    /// What is sent as JSON. `nil`: the command itself.
    package var body: BodyTemplate?

    package init(
        url: SlotTemplate,
        method: String = "POST",
        headers: [String: String] = [:],
        headerFiles: [String: String] = [:],
        body: BodyTemplate? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.headerFiles = headerFiles
        self.body = body
    }
}

/// JSON with slots in its texts.
package indirect enum BodyTemplate: Sendable, Equatable {
    /// A text; one slot alone whose value is a number becomes a number. A member whose text is empty is left out.
    case text(SlotTemplate)
    case value(JSONValue)
    case list([BodyTemplate])
    case map([String: BodyTemplate])

    /// The JSON with its slots filled.
    package func json(_ slots: [String: SlotValue]) -> JSONValue {
        switch self {
        case .value(let value): return value
        case .list(let elements): return .array(elements.map { $0.json(slots) })
        case .map(let members):
            return .object(members.mapValues { $0.json(slots) }.filter { $0.value != "" })
        case .text(let template):
            let text = template.text(slots, .value)
            let isOneSlot =
                template.slots.count == 1 && template.source.hasPrefix("{") && template.source.hasSuffix("}")
            if isOneSlot, let number = Double(text), number.isFinite, SpokenNumber.plain(number) == text {
                return .number(number)
            }
            return .string(text)
        }
    }
}

/// A program of the user's that is a tool.
package struct ProgramToolDefinition: Sendable, Equatable {
    package var name: String
    package var description: String

    /// The program and its arguments.
    package var arguments: [String]

    package var parameters: [ToolParameter]
    package var deadline: Duration

    package init(
        name: String,
        description: String,
        arguments: [String],
        parameters: [ToolParameter] = [],
        deadline: Duration = .seconds(5)
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.parameters = parameters
        self.deadline = deadline
    }
}
