/// What of a question depends on the model that is asked it.
package struct QuestionStyle: Sendable, Equatable {
    /// The system message; empty: none.
    package var system: String

    /// See ``Question/temperature``.
    package var temperature: Double?

    /// See ``Question/maximumTokens``.
    package var maximumTokens: Int?

    /// See ``Question/keepAlive``.
    package var keepAlive: String?

    package init(system: String, temperature: Double?, maximumTokens: Int?, keepAlive: String?) {
        self.system = system
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.keepAlive = keepAlive
    }
}

/// How each model is asked, for a question that may go to another one than its own.
package struct ModelStyles: Sendable, Equatable {
    /// How a model is asked that is not named.
    package var usual: QuestionStyle

    /// How single models are asked, by their names.
    package var own: [String: QuestionStyle]

    package init(usual: QuestionStyle, own: [String: QuestionStyle]) {
        self.usual = usual
        self.own = own
    }

    subscript(model: String) -> QuestionStyle { own[model] ?? usual }
}

extension Question {
    /// The same question for another model, in that one's style.
    func asked(ofModel name: String) -> Question {
        guard name != model else { return self }
        var question = self
        question.model = name
        guard let style = styles?[name] else { return question }
        question.temperature = style.temperature
        question.maximumTokens = style.maximumTokens
        question.keepAlive = style.keepAlive
        // Without messages a model is only loaded: a system message would make it answer.
        guard !messages.isEmpty else { return question }
        if messages.first?.role == .system { question.messages.removeFirst() }
        if !style.system.isEmpty { question.messages.insert(ChatMessage(role: .system, content: style.system), at: 0) }
        return question
    }
}
