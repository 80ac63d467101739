/// A piece of text for the ear: the unit that is synthesized and played whole.
///
/// From llm-streamer to tts-workers, from there to one worker, and on to audio-sequencer before any of its audio.
public struct Phrase: PhraseBody {
    /// `phrase`.
    public static let type = FrameType.phrase

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The phrase within the turn, from 0.
    public var phrase: Int

    /// What is to be spoken: no markdown, no thinking.
    public var text: String

    /// Where it stands in the turn's visible text: start and length in Unicode scalars.
    public var source: [Int]?

    /// The voice, by the worker's own name for it. Absent: the turn's, then the worker's default.
    public var voice: String?

    /// The speaking rate in words a minute. Absent: the turn's, then the worker's default.
    public var rate: Int?

    /// The BCP 47 language. Absent: the turn's, then the voice's own.
    public var language: String?

    /// Whether its sound may be kept for when the same is said again, and taken from there. Absent: the turn's, then the stage's
    /// own setting. A worker need not look at it.
    public var cache: Bool?

    /// When it was complete, in microseconds of CLOCK_MONOTONIC.
    public var at: Int?

    /// Makes a phrase.
    public init(
        session: String,
        turn: Int,
        phrase: Int,
        text: String,
        source: [Int]? = nil,
        voice: String? = nil,
        rate: Int? = nil,
        language: String? = nil,
        cache: Bool? = nil,
        at: Int? = nil
    ) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.text = text
        self.source = source
        self.voice = voice
        self.rate = rate
        self.language = language
        self.cache = cache
        self.at = at
    }
}
