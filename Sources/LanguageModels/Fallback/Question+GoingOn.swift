extension Question {
    /// What came of the answer before it was lost: its last message, where that is the model's own.
    var answeredText: String {
        guard let last = messages.last, last.role == .assistant else { return "" }
        return last.content
    }

    /// The question as `candidate` is asked it, to go on after `text`.
    func asked(of candidate: ModelCandidate, after text: String) -> Question {
        var question = asked(ofModel: candidate.modelName ?? model)
        if question.messages.last?.role == .assistant { question.messages.removeLast() }
        if !text.isEmpty { question.messages.append(ChatMessage(role: .assistant, content: text)) }
        return question
    }
}
