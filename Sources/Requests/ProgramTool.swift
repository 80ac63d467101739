package import Intents
package import Tools

/// A program of the user's as a tool. It gets its arguments as a JSON object on standard input, and where it is called from in
/// `LOQUAT_SESSION`, `LOQUAT_TURN` and `LOQUAT_LANGUAGE`; it answers with one JSON object: `spoken`, what is said, and anything
/// else for a model; or `error`.
package struct ProgramTool: Tool {
    package let name: String
    package let description: String
    package let parameters: [ToolParameter]
    package let isRepeatable = false
    private let call: ProgramCall

    /// More than the program's own, which ends it.
    package var deadline: Duration { call.deadline + .seconds(2) }

    package init(_ definition: ProgramToolDefinition) {
        name = definition.name
        description = definition.description
        parameters = definition.parameters
        call = ProgramCall(arguments: definition.arguments, deadline: definition.deadline)
    }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let environment = [
            "LOQUAT_SESSION": context.session, "LOQUAT_TURN": "\(context.turn)",
            "LOQUAT_LANGUAGE": context.language ?? "",
        ]
        guard let answer = try await call.run(.object(arguments), environment: environment) else {
            throw ToolError(.failed, "the tool \(name) answered nothing: it must write one JSON object")
        }
        guard let spoken = answer["spoken"]?.string ?? answer["result"]?.string else {
            throw ToolError(.failed, "the tool \(name) answered with an object without `spoken`")
        }
        return ToolResult(spoken: spoken, data: .object(answer))
    }
}
