/// A piece of a phrase's sound: signed 16-bit little-endian mono, base64 on the wire.
///
/// A worker sends a phrase's pieces in order and without holes: the first has `offset` 0, each next one starts where
/// the last one ended. How long a piece may be is bounded by the frame's limit only; 50 ms is a good length.
public struct Audio: PhraseBody {
    /// `audio`.
    public static let type = FrameType.audio

    /// The session's id, as in the phrase.
    public var session: String

    /// The turn, as in the phrase.
    public var turn: Int

    /// The phrase's number, as in the phrase.
    public var phrase: Int

    /// Where the piece starts, in samples from the phrase's start.
    public var offset: Int

    /// Samples a second, in Hz: 8,000 to 192,000 (``sampleRates``), the same for a whole phrase.
    public var rate: Int

    /// The samples; `pcm` on the wire.
    public var samples: [Int16]

    /// Where words start, when the engine knows. A word is named once, in the piece that it starts in or an earlier one.
    public var words: [SpokenWord]

    /// The sample rates that are accepted, in Hz.
    public static let sampleRates = 8_000...192_000

    /// Makes a piece of sound.
    public init(
        session: String,
        turn: Int,
        phrase: Int,
        offset: Int,
        rate: Int,
        samples: [Int16],
        words: [SpokenWord] = []
    ) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.offset = offset
        self.rate = rate
        self.samples = samples
        self.words = words
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, phrase, offset, rate, words
        case samples = "pcm"
    }
}

/// Where one word starts to sound.
public struct SpokenWord: Codable, Sendable, Equatable {
    /// When it starts, in samples from the phrase's start.
    public var at: Int

    /// Where it starts in the phrase's text, in Unicode scalars.
    public var start: Int

    /// Its length in the phrase's text, in Unicode scalars.
    public var length: Int

    /// Places a word.
    public init(at: Int, start: Int, length: Int) {
        self.at = at
        self.start = start
        self.length = length
    }
}

/// A phrase's sound is complete. The last frame of a phrase that succeeded.
public struct Synthesized: PhraseBody {
    /// `synthesized`.
    public static let type = FrameType.synthesized

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The phrase within the turn, from 0.
    public var phrase: Int

    /// The phrase's whole length in samples.
    public var samples: Int

    /// Says that a phrase is whole.
    public init(session: String, turn: Int, phrase: Int, samples: Int) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.samples = samples
    }
}
