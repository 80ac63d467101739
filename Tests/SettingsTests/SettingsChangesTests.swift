import Settings
import Testing

struct SettingsChangesTests {
    private func settings(_ text: String) throws -> EffectiveSettings {
        EffectiveSettings(try SettingsFile(path: "f.yaml", bytes: Array(text.utf8)))
    }

    @Test("only what a program uses, and what really is another value, is a change for it")
    func differences() throws {
        let before = try settings("model: a\nmax_buffer_time: 2s\nlatency: 100ms\n")
        let after = try settings("model: b\nmax_buffer_time: 2000ms\nlatency: 200ms\n")
        #expect(
            before.differences(to: after, for: .llmStreamer)
                == [SettingDifference(key: "model", old: "a", new: "b", change: .reload)]
        )
        #expect(before.differences(to: after, for: .audioSequencer).map(\.key) == ["latency"])
        #expect(before.differences(to: before, for: .llmStreamer).isEmpty)
    }

    @Test("what was not taken is still different afterwards")
    func taking() throws {
        let before = try settings("model: a\nturns: 8\n")
        let after = try settings("turns: 9\n")
        let taken = before.taking(["model"], from: after)
        #expect(taken[.model] == Setting.model.defaultValue && taken[.turns] == 8)
        #expect(taken.differences(to: after, for: .llmStreamer).map(\.key) == ["turns"])
    }
}
