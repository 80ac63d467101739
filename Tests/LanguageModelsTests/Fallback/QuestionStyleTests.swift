import Testing

@testable import LanguageModels

@Suite("Each model is asked in its own way")
struct QuestionStyleTests {
    private static var question: Question {
        var question = Question.hello
        question.messages.insert(ChatMessage(role: .system, content: "Be brief."), at: 0)
        question.keepAlive = "5m"
        question.styles = ModelStyles(
            usual: QuestionStyle(system: "Be brief.", temperature: nil, maximumTokens: nil, keepAlive: "5m"),
            own: [
                "m1": QuestionStyle(system: "Think.", temperature: 0.2, maximumTokens: 9, keepAlive: "1h"),
                "m2": QuestionStyle(system: "", temperature: nil, maximumTokens: nil, keepAlive: nil),
            ]
        )
        return question
    }

    private static func models(_ models: ScriptedCandidate...) -> FallbackModel<ContinuousClock> {
        FallbackModel(
            models.enumerated().map { index, model in
                ModelCandidate(name: "m\(index)", model: model, modelName: index == 0 ? nil : "m\(index)")
            },
            retries: RetryPolicy(retries: 0),
            patience: .seconds(60),
            clock: ContinuousClock()
        )
    }

    @Test("a fallback is asked by its own settings, and after a part of an answer too")
    func fallbacks() async {
        let first = ScriptedCandidate(.fail(.interruptedAnswer, after: ["One two"]))
        let second = ScriptedCandidate(.fail(.serverError))
        let third = ScriptedCandidate(.answer([" three."]))
        #expect(await Outcome(of: Self.models(first, second, third), Self.question).text == "One two three.")
        #expect(first.questions == [Self.question])
        #expect(second.questions.first?.messages.map(\.content) == ["Think.", "Hello", "One two"])
        #expect(second.questions.first?.temperature == 0.2)
        #expect(second.questions.first?.maximumTokens == 9)
        #expect(second.questions.first?.keepAlive == "1h")
        #expect(third.questions.first?.messages.map(\.content) == ["Hello", "One two"])
        #expect(third.questions.first?.keepAlive == nil)
    }

    @Test("a fallback without settings of its own is asked by those of all models")
    func usual() async {
        var question = Self.question.asked(ofModel: "m1")
        #expect(question.messages.first?.content == "Think.")
        question = question.asked(ofModel: "other")
        #expect(question.messages.map(\.content) == ["Be brief.", "Hello"])
        #expect(question.temperature == nil && question.keepAlive == "5m")
    }

    @Test("a model that is only loaded gets no message by it")
    func loading() {
        var question = Self.question
        question.messages = []
        #expect(question.asked(ofModel: "m1").messages.isEmpty)
        #expect(question.asked(ofModel: "m1").keepAlive == "1h")
    }
}
