/// One message of a conversation, as the model is to read it.
package struct ChatMessage: Sendable, Equatable, Encodable {
    /// Who speaks. The raw value is the word on the wire.
    package enum Role: String, Sendable, Encodable {
        case system, user, assistant
    }

    package var role: Role
    package var content: String

    package init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}
