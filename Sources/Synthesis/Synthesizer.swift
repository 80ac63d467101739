package import SpeechFrames

/// Turns text into sound, piece by piece. It has one voice at a time and is used by one caller at a time.
package protocol Synthesizer {
    /// Speaks `request` and hands on each piece of sound as soon as the engine has made it.
    ///
    /// - Parameters:
    ///   - request: what is to be spoken, and how.
    ///   - sink: takes the pieces in order, without holes; the engine waits for it. Its answer ``SinkAnswer/stop``
    ///     ends the synthesis at once.
    /// - Returns: the samples that were made, 0 for a text with nothing to say in it.
    /// - Throws: ``SynthesisError`` where the request cannot be spoken; then no piece was handed on.
    func synthesize(
        _ request: SpeechRequest,
        into sink: (SpeechPiece) -> SinkAnswer
    ) throws(SynthesisError) -> Int
}

/// What is to be spoken, and how. What is absent is the synthesizer's own setting.
package struct SpeechRequest: Sendable, Equatable {
    /// The words.
    package var text: String
    /// The voice's name.
    package var voice: String?
    /// The BCP 47 language.
    package var language: String?
    /// Words a minute.
    package var rate: Int?

    package init(text: String, voice: String? = nil, language: String? = nil, rate: Int? = nil) {
        self.text = text
        self.voice = voice
        self.language = language
        self.rate = rate
    }
}

/// A piece of sound. Its samples are the engine's own memory: they are valid until the sink returns.
package struct SpeechPiece {
    /// Where the piece starts, in samples from the text's start.
    package var offset: Int
    /// Samples a second, in Hz.
    package var rate: Int
    /// The samples.
    package var samples: UnsafeBufferPointer<Int16>
    /// The words that start here.
    package var words: [SpokenWord]

    package init(offset: Int, rate: Int, samples: UnsafeBufferPointer<Int16>, words: [SpokenWord]) {
        self.offset = offset
        self.rate = rate
        self.samples = samples
        self.words = words
    }
}

/// Whether more sound is wanted.
package enum SinkAnswer: Sendable {
    case goOn
    case stop
}
