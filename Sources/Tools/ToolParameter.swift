/// One thing that a tool is given.
package struct ToolParameter: Sendable, Equatable {
    /// What may stand there.
    package enum Kind: Sendable, Equatable {
        case string
        case number
        case integer
        case boolean
        /// One of these words.
        case choice([String])
    }

    package var name: String
    package var kind: Kind

    /// What it means, with its unit and form, for a model; empty where its name says it all.
    package var description: String

    /// Whether the tool cannot do without.
    package var isRequired: Bool

    package init(_ name: String, _ kind: Kind, _ description: String, isRequired: Bool = true) {
        self.name = name
        self.kind = kind
        self.description = description
        self.isRequired = isRequired
    }

    /// Its JSON schema.
    var schema: JSONValue {
        var members: [String: JSONValue] = [:]
        if !description.isEmpty { members["description"] = .string(description) }
        switch kind {
        case .string: members["type"] = "string"
        case .number: members["type"] = "number"
        case .integer: members["type"] = "integer"
        case .boolean: members["type"] = "boolean"
        case .choice(let words):
            members["type"] = "string"
            members["enum"] = .array(words.map { .string($0) })
        }
        return .object(members)
    }

    /// `value` as this parameter's kind. Models write `"5"` for 5 and `"true"` for true: what can only mean one thing is taken.
    ///
    /// - Throws: `bad_arguments`, naming the parameter, the value and what would do.
    func checked(_ value: JSONValue) throws(ToolError) -> JSONValue {
        let found: JSONValue? =
            switch kind {
            case .string: value.string.map { .string($0) } ?? value.number.map { .string(SpokenNumber.plain($0)) }
            case .number: (value.number ?? value.string.flatMap(Self.number)).map { .number($0) }
            case .integer:
                (value.number ?? value.string.flatMap(Self.number)).flatMap { Int(exactly: $0) }
                    .map { .number(Double($0)) }
            case .boolean:
                value.bool.map { .bool($0) }
                    ?? value.string.flatMap { Bool($0.lowercased()) }
                    .map { .bool($0) }
            case .choice(let words): words.first { $0 == value.string?.lowercased() }.map { .string($0) }
            }
        if let found { return found }
        throw ToolError(
            .badArguments,
            "`\(name)` is \(String(decoding: value.json.prefix(80), as: UTF8.self)): it must be \(expectation)"
        )
    }

    private static func number(_ text: String) -> Double? {
        Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private var expectation: String {
        switch kind {
        case .string: "a text"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}
