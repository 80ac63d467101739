import ArgumentParser

/// What espeak-worker is started with; it checks the values itself.
struct VoiceOptions: ParsableArguments {
    @Option(help: "The voice, as `espeak-ng --voices` names it: en-us, de+f3.")
    var voice: String?

    @Option(help: "The language, for a voice that speaks it: en-GB, pt-BR, zh.")
    var language: String?

    @Option(help: "The speaking rate in words a minute, 80 to 450.")
    var rate: Int?

    @Option(help: "The pitch, 0 to 99.")
    var pitch: Int?

    @Option(help: "The volume, 0 to 200.")
    var volume: Int?

    /// The flags as they were given.
    var arguments: [String] {
        let given: [(String, String?)] = [
            ("--voice", voice), ("--language", language), ("--rate", rate.map(String.init)),
            ("--pitch", pitch.map(String.init)), ("--volume", volume.map(String.init)),
        ]
        return given.flatMap { name, value in value.map { [name, $0] } ?? [] }
    }
}
