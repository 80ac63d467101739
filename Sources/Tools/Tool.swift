/// Something that can be done for a person without a model's words: by the rules, or when a model asks for it.
package protocol Tool: Sendable {
    /// What it is called by rules and models: `a` to `z`, digits and `_`.
    var name: String { get }

    /// What it does and when it is right, in one or two sentences for a model.
    var description: String { get }

    /// What it is to be given.
    var parameters: [ToolParameter] { get }

    /// How long one run may take.
    var deadline: Duration { get }

    /// Whether a model may ask for it; else it is for a person's own words only.
    var isForModels: Bool { get }

    /// Whether it may be run again for a turn that is asked again after a restart: else a second run would do more than the
    /// first, or nobody knows.
    var isRepeatable: Bool { get }

    /// Does it. The arguments were checked against ``parameters``: what is required is there, and each is of its kind.
    ///
    /// - Throws: ``ToolError`` where it cannot be done, `CancellationError` where the turn was stopped.
    func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult
}

extension Tool {
    /// Five seconds: a person waits for it.
    package var deadline: Duration { .seconds(5) }

    /// Most are.
    package var isForModels: Bool { true }

    /// Most are: they only tell something, or know a run that they see again by its ``ToolContext/step``.
    package var isRepeatable: Bool { true }

    /// The JSON schema of the arguments, as models' servers want it.
    package var schema: JSONValue {
        var members: [String: JSONValue] = [
            "type": "object",
            "properties": .object(Dictionary(parameters.map { ($0.name, $0.schema) }) { _, last in last }),
        ]
        let required = parameters.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members["required"] = .array(required) }
        return .object(members)
    }
}

/// One run of a tool that is asked for.
package struct ToolCall: Sendable, Equatable {
    /// The model's name for this call, to be given back with its result. Empty where it gave none.
    package var id: String

    /// The tool's name.
    package var name: String

    /// What it is given.
    package var arguments: [String: JSONValue]

    package init(id: String = "", name: String, arguments: [String: JSONValue] = [:]) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}

/// What came of a tool's run.
package struct ToolResult: Sendable, Equatable {
    /// What is said to the person where no model has the last word: whole sentences.
    package var spoken: String

    /// What a model is told.
    package var data: JSONValue

    /// With no `data`, a model is told what is spoken.
    package init(spoken: String, data: JSONValue? = nil) {
        self.spoken = spoken
        self.data = data ?? ["result": .string(spoken)]
    }
}

/// Where a tool is called from.
package struct ToolContext: Sendable, Equatable {
    /// The session's id.
    package var session: String

    /// The turn within the session, from 1.
    package var turn: Int

    /// The BCP 47 language that is spoken. `nil`: not known.
    package var language: String?

    /// Where the turn is heard, in `audio-sequencer --output`'s form. `nil`: the sequencer's own setting.
    package var output: String?

    /// What was said to the person last in this session. `nil`: nothing yet.
    package var lastAnswer: String?

    /// Which run of a tool in its turn it is, from 0: with the session and the turn it names the run, so that one that is
    /// asked for again after a restart is known.
    package var step: Int

    package init(
        session: String,
        turn: Int,
        language: String? = nil,
        output: String? = nil,
        lastAnswer: String? = nil,
        step: Int = 0
    ) {
        self.session = session
        self.turn = turn
        self.language = language
        self.output = output
        self.lastAnswer = lastAnswer
        self.step = step
    }
}

/// Why a tool did not do what it was asked.
package struct ToolError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure, for a program to act on.
    package enum Code: String, Sendable {
        /// No tool has that name.
        case unknownTool = "unknown_tool"
        /// An argument is missing, of the wrong kind or cannot be understood.
        case badArguments = "bad_arguments"
        /// It took too long.
        case timedOut = "timed_out"
        /// It cannot be done here or now.
        case unavailable
        /// It was tried and went wrong.
        case failed
    }

    package var code: Code

    /// For whoever runs the hub: what was wrong, and what would be right.
    package var message: String

    /// What is said to the person: a whole sentence.
    package var spoken: String

    package init(_ code: Code, _ message: String, spoken: String? = nil) {
        self.code = code
        self.message = message
        self.spoken = spoken ?? "Sorry, that did not work."
    }

    package var description: String { "\(code.rawValue): \(message)" }

    /// What a model is told in place of a result.
    package var result: ToolResult {
        ToolResult(spoken: spoken, data: ["error": .string(code.rawValue), "message": .string(message)])
    }
}
