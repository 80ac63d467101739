import LanguageModels
import SpeechFrames
import Testing

@testable import TurnStreaming

@Suite("The model for a kind of questions")
struct ModelRuleTests {
    private static let defaults = TurnDefaults(
        model: "usual",
        rules: [
            ModelRule(model: "coder", words: ["code", "shell script"]),
            ModelRule(model: "poet", beginsWith: ["write a", "compose"], shorterThan: 10),
            ModelRule(model: "german", language: "de"),
            ModelRule(model: "large", longerThan: 8),
            ModelRule(model: "small", shorterThan: 3),
        ]
    )

    private static func model(_ text: String, turn: Int = 1, language: String? = nil, named: String? = nil) -> String {
        defaults.model(for: Ask(session: "s", turn: turn, text: text, model: named, language: language))
    }

    @Test(
        "the first whose condition holds answers, else the usual one",
        arguments: [
            ("Show me some CODE, please.", "coder"), ("What is a shell script?", "coder"),
            ("Which shell has a script in it?", "usual"), ("Decode this for me.", "usual"),
            ("Write a poem about tea.", "poet"), ("Do not write a poem.", "usual"), ("Write a code.", "coder"),
            ("Write a poem about tea and milk and honey and me.", "large"), ("Really now?", "small"),
            ("Why is the sky blue?", "usual"),
        ]
    )
    func choice(text: String, model: String) {
        #expect(Self.model(text) == model)
    }

    @Test(
        "a language is also that of its regions",
        arguments: [("de", "german"), ("de-AT", "german"), ("DE", "german"), ("den", "usual"), ("en", "usual")]
    )
    func language(tag: String, model: String) {
        #expect(Self.model("Why is the sky blue?", language: tag) == model)
    }

    @Test("a model that the question names goes before every rule")
    func named() {
        #expect(Self.model("Show me some code.", named: "mine") == "mine")
    }

    @Test("what is prepared for is prepared at the model that will answer, as far as it is known")
    func prepared() {
        func model(_ text: String?, language: String? = nil) -> String {
            Question(preparing: Prepare(session: "s", text: text, language: language), Self.defaults).model
        }
        #expect(model("Show me some code") == "coder")
        #expect(model(nil, language: "de") == "german")
        #expect(model("one two three four five six seven eight nine") == "large")
        // It may become longer.
        #expect(model("Really") == "usual")
        #expect(model(nil) == "usual")
    }

    @Test("the model that answers is asked by its own settings, and every fallback by its own")
    func styles() {
        var defaults = Self.defaults
        defaults.system = "Be brief."
        defaults.models = [
            "coder": ModelDefaults(system: "Code.", temperature: 0), "b": ModelDefaults(keepAlive: "1h"),
        ]
        let ask = Ask(session: "s", turn: 1, text: "Some code!", language: "fr")
        let question = Question(ask, defaults)
        #expect(question.temperature == 0 && question.messages[0].content.hasPrefix("Code."))
        #expect(question.styles?.own["b"]?.keepAlive == "1h")
        #expect(question.styles?.own["b"]?.system == question.styles?.usual.system)
        #expect(question.styles?.usual.system.hasPrefix("Be brief.\n\nAnswer in the language") == true)
    }
}
