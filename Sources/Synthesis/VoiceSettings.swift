/// How a synthesizer speaks where the phrase does not say.
package struct VoiceSettings: Sendable, Equatable {
    /// The voice's name. Absent: the language's, then espeak-ng's own default.
    package var voice: String?

    /// The BCP 47 language, for a voice by language.
    package var language: String?

    /// Words a minute, in ``rates``.
    package var rate: Int

    /// 0 to 99; 50 is the voice's own.
    package var pitch: Int

    /// 0 to 200; 100 is normal, more may distort.
    package var volume: Int

    /// The words a minute that espeak-ng speaks well.
    package static let rates = 80...450
    package static let pitches = 0...99
    package static let volumes = 0...200

    /// - Throws: ``SynthesisError`` with the code `out_of_range`, which names the setting and its range.
    package init(
        voice: String? = nil,
        language: String? = nil,
        rate: Int = 175,
        pitch: Int = 50,
        volume: Int = 100
    ) throws(SynthesisError) {
        try Self.check("rate", rate, Self.rates, "words a minute")
        try Self.check("pitch", pitch, Self.pitches, "50 is the voice's own")
        try Self.check("volume", volume, Self.volumes, "100 is normal")
        self.voice = voice
        self.language = language
        self.rate = rate
        self.pitch = pitch
        self.volume = volume
    }

    /// - Throws: ``SynthesisError`` with the code `out_of_range`.
    static func check(
        _ name: String,
        _ value: Int,
        _ range: ClosedRange<Int>,
        _ meaning: String
    ) throws(SynthesisError) {
        guard range.contains(value) else {
            throw SynthesisError(
                .outOfRange,
                "\(name) is \(value): it must be from \(range.lowerBound) to \(range.upperBound) (\(meaning))"
            )
        }
    }
}
