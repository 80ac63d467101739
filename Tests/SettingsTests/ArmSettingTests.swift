import Settings
import Testing

@Suite("The arms of an experiment")
struct ArmSettingTests {
    private func arms(_ text: String) throws -> [NamedSetting<ArmSetting>] {
        let file = try SettingsFile(path: "f.yaml", bytes: Array("arms:\n\(text)\n".utf8))
        return EffectiveSettings(file)[.arms]
    }

    @Test("each has a weight and what can be set for a turn, in the file's order, and is written as it is read")
    func taken() throws {
        let text = """
              small: {model: "qwen3:0.6b", max_buffer_time: 1s}
              large: {weight: 3, model: "qwen3:4b", voice: en-gb, enabled: false}
            """
        let arms = try arms(text)
        var (small, large) = (ArmSetting(), ArmSetting())
        (small.model, small.maxBufferTime) = ("qwen3:0.6b", .seconds(1))
        (large.weight, large.model, large.voice, large.enabled) = (3, "qwen3:4b", "en-gb", false)
        #expect(arms == [NamedSetting(name: "small", value: small), NamedSetting(name: "large", value: large)])
        let written = try SettingsFile(path: "f.yaml", bytes: Array("arms: \(Setting.arms.kind.write(arms))".utf8))
        #expect(EffectiveSettings(written)[.arms] == arms)
    }

    @Test(
        "what is no arm's is named with its line, and it is said what would do",
        arguments: [
            ("  a: {modell: x}", "a: it has no modell; did you mean model?"),
            (
                "  a: {lookahead: 5s}",
                "a: lookahead holds for all turns, and cannot be an arm's; an arm may have weight, model"
            ),
            ("  a: {turns: 3}", "a: turns holds for all turns"), ("  a: {weight: -1}", "a.weight: "),
            ("  a: {rate: 79}", "a.rate: "), ("  a: 5", "write {weight: …, model: …"),
        ]
    )
    func refused(text: String, message: String) {
        let error = #expect(throws: SettingsError.self) { try arms(text) }
        #expect(error?.message.hasPrefix("f.yaml:2: arms.a") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}
