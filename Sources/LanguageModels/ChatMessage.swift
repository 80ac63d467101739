/// One message of a conversation, as the model is to read it.
package struct ChatMessage: Sendable, Equatable {
    /// Who speaks. The raw value is the word on the wire.
    package enum Role: String, Sendable, Encodable {
        case system, user, assistant, tool
    }

    package var role: Role
    package var content: String

    /// The tools that the model wanted run; only the assistant's messages have some.
    package var toolCalls: [ToolRequest]

    /// What the content is the result of; only a tool's messages have it.
    package var answers: ToolRequest?

    package init(role: Role, content: String, toolCalls: [ToolRequest] = [], answers: ToolRequest? = nil) {
        self.role = role
        self.content = content
        self.toolCalls = toolCalls
        self.answers = answers
    }
}
