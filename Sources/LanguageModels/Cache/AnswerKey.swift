/// What an answer depends on, of one server: who else asks it with the same words after the same talk is answered the same.
struct AnswerKey: Hashable, Sendable {
    private struct Message: Hashable {
        let role: ChatMessage.Role
        let content: String
    }

    private let model: String
    private let messages: [Message]
    private let temperature: Double?
    private let maximumTokens: Int?
    private let form: AnswerForm
    private let hasTools: Bool

    /// `nil` for a question whose answer is not to be kept: it is switched off, a part of the answer is there already, or a tool
    /// has said how things are just now.
    init?(_ question: Question) {
        guard question.isCached, question.messages.last?.role == .user,
            question.messages.allSatisfy({ $0.role != .tool && $0.toolCalls.isEmpty })
        else { return nil }
        model = question.model
        messages = question.messages.map { Message(role: $0.role, content: $0.content) }
        temperature = question.temperature
        maximumTokens = question.maximumTokens
        form = question.form
        hasTools = !question.tools.isEmpty
    }

    /// About how many bytes it takes.
    var cost: Int {
        messages.reduce(model.utf8.count) { $0 + MemoryLayout<Message>.stride + $1.content.utf8.count }
    }
}
