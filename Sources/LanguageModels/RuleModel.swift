/// Answers without a model, by rules of any kind: the last resort before a sentence that says that there is no answer.
package struct RuleModel: LanguageModel {
    /// It knows whole answers only.
    package var goesOn: Bool { false }

    private let rules: @Sendable (_ question: String) async -> String?

    /// Answers with what `rules` gives for what was asked; `nil`: nothing fits.
    package init(_ rules: @escaping @Sendable (_ question: String) async -> String?) {
        self.rules = rules
    }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let asked = question.messages.last { $0.role == .user }?.content ?? ""
        guard let text = await rules(asked), !text.isEmpty else {
            throw ModelError(code: .noAnswer, message: "no rule fits the question")
        }
        if Task.isCancelled { throw .cancelled }
        do {
            try await receive(.text(text))
            try await receive(.finished(.stop))
        } catch {
            throw ModelError(thrownByReceiver: error)
        }
    }
}
