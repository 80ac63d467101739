import ArgumentParser
import ServiceRuntime
import Settings

/// How espeak-worker speaks.
struct VoiceOptions: ParsableArguments {
    @Option(.voice)
    var voice: GivenFlag?

    @Option(.language)
    var language: GivenFlag?

    @Option(.rate)
    var rate: GivenFlag?

    @Option(.pitch)
    var pitch: GivenFlag?

    @Option(.volume)
    var volume: GivenFlag?
}

extension EffectiveSettings {
    /// What espeak-worker is started with: what was set, for it has the same defaults.
    var voiceArguments: [String] {
        let settings: [any SettingDefinition] = [
            Setting.rate, Setting.pitch, Setting.volume,
        ]
        let numbers = settings.filter { origin(of: $0) != .definition }.flatMap { ["--\($0.flag)", text(of: $0)] }
        return [("--voice", self[.voice]), ("--language", self[.language])].flatMap { name, value in
            value.map { [name, $0] } ?? []
        } + numbers
    }
}
