internal import Tools

/// A message of a conversation as `/api/chat` wants it (Ollama, api/types.go, `Message`).
struct OllamaMessage: Encodable {
    struct Call: Encodable {
        struct Function: Encodable {
            let name: String
            /// An object, where OpenAI has its text.
            let arguments: JSONValue
        }

        let id: String?
        let function: Function

        init(_ request: ToolRequest) {
            id = request.id
            let arguments = JSONValue(text: request.arguments)?.object ?? [:]
            function = Function(name: request.name, arguments: .object(arguments))
        }
    }

    let role: ChatMessage.Role
    let content: String
    let tool_calls: [Call]?
    let tool_name: String?
    let tool_call_id: String?

    init(_ message: ChatMessage) {
        role = message.role
        content = message.content
        tool_calls = message.toolCalls.isEmpty ? nil : message.toolCalls.map(Call.init)
        tool_name = message.answers?.name
        tool_call_id = message.answers?.id
    }
}
