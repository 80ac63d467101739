import Settings
import Testing

@Suite("The models for kinds of questions")
struct ModelRuleSettingTests {
    private func rules(_ text: String) throws -> [ModelRuleSetting] {
        let file = try SettingsFile(path: "f.yaml", bytes: Array("model_for:\n\(text)\n".utf8))
        return EffectiveSettings(file)[.modelFor]
    }

    @Test("each is a condition and a model, as a person writes them")
    func taken() throws {
        let text = """
              - when: {words: [code, shell script], begins_with: [write]}
                model: "qwen2.5-coder:7b"
              - when:
                  longer_than: 30
                  shorter_than: 300
                model: large
              - {when: {language: de}, model: sauerkraut}
            """
        #expect(
            try rules(text) == [
                ModelRuleSetting(
                    when: .init(words: ["code", "shell script"], beginsWith: ["write"]),
                    model: "qwen2.5-coder:7b"
                ),
                ModelRuleSetting(when: .init(longerThan: 30, shorterThan: 300), model: "large"),
                ModelRuleSetting(when: .init(language: "de"), model: "sauerkraut"),
            ]
        )
    }

    @Test(
        "one that cannot be is named with its line, and it is said what would do",
        arguments: [
            ("- {wen: {language: de}, model: a}", "did you mean when?"),
            ("- {when: {word: [a]}, model: a}", "did you mean words?"),
            ("- {when: {language: de}}", "model is missing"), ("- {model: a}", "when is missing"),
            ("- {when: {}, model: a}", "it says nothing; the model for all questions is the setting model"),
            ("- {when: {words: code}, model: a}", "write a list of 1 to 64 values"),
            ("- {when: {words: ['?!']}, model: a}", "'?!' is no word"),
            ("- {when: {longer_than: 0}, model: a}", "write a whole number from 1 to 10000"),
            (
                "- {when: {longer_than: 9, shorter_than: 10}, model: a}",
                "no question is longer than 9 words and shorter"
            ),
            ("- {when: code, model: a}", "write {words: …, begins_with: …"), ("- a", "write {when: …, model: …}"),
        ]
    )
    func refused(text: String, advice: String) {
        let error = #expect(throws: SettingsError.self) { try rules(text) }
        #expect(error?.message.hasPrefix("f.yaml:2: model_for[0]") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(advice) == true, "\(error?.message ?? "")")
    }
}
