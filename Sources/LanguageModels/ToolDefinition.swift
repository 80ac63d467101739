internal import Tools

/// A tool that the model may ask for.
package struct ToolDefinition: Sendable, Equatable {
    package var name: String

    /// What it does and when it is right, for the model.
    package var description: String

    /// The JSON schema of its arguments, as JSON text.
    package var parameters: String

    package init(name: String, description: String, parameters: String) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}

/// A tool as Ollama and OpenAI both want it described.
struct WireTool: Encodable {
    struct Function: Encodable {
        let name: String
        let description: String
        let parameters: JSONValue
    }

    let type = "function"
    let function: Function

    init(_ tool: ToolDefinition) {
        let schema = JSONValue(text: tool.parameters) ?? ["type": "object", "properties": [:]]
        function = Function(name: tool.name, description: tool.description, parameters: schema)
    }
}
