import Settings
import Testing

@Suite("The list of fallbacks")
struct FallbackSettingTests {
    private func fallbacks(_ text: String) throws -> [FallbackSetting] {
        let file = try SettingsFile(path: "f.yaml", bytes: Array("fallbacks:\n\(text)\n".utf8))
        return EffectiveSettings(file)[.fallbacks]
    }

    @Test("each is another model, another server, or both")
    func taken() throws {
        let text = """
            - model: "qwen3:0.6b"
            - url: http://pi:11434
            - {model: small, url: "http://pi:8080", provider: openai}
            """
        #expect(
            try fallbacks(text) == [
                FallbackSetting(model: "qwen3:0.6b"), FallbackSetting(url: "http://pi:11434"),
                FallbackSetting(model: "small", url: "http://pi:8080", provider: .openai),
            ]
        )
    }

    @Test(
        "one that cannot be is named with its line, and it is said what would do",
        arguments: [
            ("- {modell: a}", "did you mean model?"), ("- {provider: openai}", "the same model on the same server"),
            ("- {}", "the same model on the same server"),
            ("- {model: a, provider: replay}", "a replay is no fallback"),
            ("- {model: a, url: pi}", "http://localhost:11434"), ("- a", "write {model: …, url: …, provider: …}"),
        ]
    )
    func refused(text: String, advice: String) {
        let error = #expect(throws: SettingsError.self) { try fallbacks(text) }
        #expect(error?.message.hasPrefix("f.yaml:2: fallbacks[0]") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(advice) == true, "\(error?.message ?? "")")
    }
}
