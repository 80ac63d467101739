/// A message of a conversation as `/v1/chat/completions` wants it.
struct OpenAIMessage: Encodable {
    struct Call: Encodable {
        struct Function: Encodable {
            let name: String
            let arguments: String
        }

        let id: String
        let type = "function"
        let function: Function

        init(_ request: ToolRequest) {
            id = request.wireID
            function = Function(name: request.name, arguments: request.arguments)
        }
    }

    let role: ChatMessage.Role
    let content: String
    let tool_calls: [Call]?
    let tool_call_id: String?

    init(_ message: ChatMessage) {
        role = message.role
        content = message.content
        tool_calls = message.toolCalls.isEmpty ? nil : message.toolCalls.map(Call.init)
        tool_call_id = message.answers?.wireID
    }

    /// What is asked after a part of an answer: some servers go on with a last message of the model's, others begin a new
    /// one, and would begin the answer anew.
    static let goOn = ChatMessage(
        role: .user,
        content: """
            Your answer was cut off after these words. Go on right there: write only what comes next, and repeat nothing.
            """
    )
}

extension ToolRequest {
    /// A call has to have a name of its own for its result to be told apart.
    fileprivate var wireID: String { id ?? "call_\(name)" }
}
