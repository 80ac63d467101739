/// A turn starts. It goes down the line before the turn's first phrase; a stage that meets a turn without it uses its own defaults.
public struct Begin: TurnBody {
    /// `begin`.
    public static let type = FrameType.begin

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// Where the turn is played, in `audio-sequencer --output`'s form. Absent: the sequencer's own setting.
    public var output: String?

    /// How the turn takes its place beside what is spoken on the same output. Absent: ``Manner/after``.
    public var manner: Manner?

    /// The voice, by the worker's own name for it. Absent: the worker's default.
    public var voice: String?

    /// The BCP 47 language. Absent: the voice's own.
    public var language: String?

    /// The speaking rate in words a minute. Absent: the worker's default.
    public var rate: Int?

    /// How loud it is played, in percent of how it comes, from 0 to 100. Absent: 100.
    public var volume: Int?

    /// Whether answers and sound may be kept for when the same is asked or said again, and taken from there. Absent: each stage's
    /// own setting.
    public var cache: Bool?

    /// When the question was taken up, in microseconds of CLOCK_MONOTONIC, which all processes of a machine share.
    public var asked: Int?

    /// Where the turn goes on, when it was begun before and who plays it has forgotten it: the first phrase that was not
    /// heard whole. Everything before it was heard and is not sent again. Absent: the turn is played from its start.
    public var phrase: Int?

    /// Samples of that phrase that were heard, at its own rate. Absent: 0.
    public var sample: Int?

    /// Where that sample is in the output, as ``Progress/position`` said: a file is cut there before it gets longer.
    public var position: Int?

    /// The words that were heard of the phrases before that one. Absent: none, or not known.
    public var heard: String?

    /// How much of that phrase's text was heard, as ``Progress/spoken`` said. Absent: nothing, or not known.
    public var spoken: Int?

    /// Where the phrases before that one end in the turn's visible text, in Unicode scalars. Absent: not known.
    public var textEnd: Int?

    /// Starts a turn.
    public init(
        session: String,
        turn: Int,
        output: String? = nil,
        manner: Manner? = nil,
        voice: String? = nil,
        language: String? = nil,
        rate: Int? = nil,
        volume: Int? = nil,
        cache: Bool? = nil,
        asked: Int? = nil,
        phrase: Int? = nil,
        sample: Int? = nil,
        position: Int? = nil,
        heard: String? = nil,
        spoken: Int? = nil,
        textEnd: Int? = nil
    ) {
        self.session = session
        self.turn = turn
        self.output = output
        self.manner = manner
        self.voice = voice
        self.language = language
        self.rate = rate
        self.volume = volume
        self.cache = cache
        self.asked = asked
        self.phrase = phrase
        self.sample = sample
        self.position = position
        self.heard = heard
        self.spoken = spoken
        self.textEnd = textEnd
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, output, manner, voice, language, rate, volume, cache, asked, phrase, sample, position,
            heard,
            spoken
        case textEnd = "text_end"
    }
}

/// A piece of the answer for the eye, as the model wrote it. All of a turn's tokens joined are its visible text.
public struct Token: TurnBody {
    /// `token`.
    public static let type = FrameType.token

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The text as it came: markdown and all, but without thinking.
    public var text: String

    /// When it left the model, in microseconds of CLOCK_MONOTONIC.
    public var at: Int?

    /// Where it starts in the turn's visible text, in Unicode scalars: so a reader that was away sees what it has missed, or
    /// has already. Absent: after all that came.
    public var start: Int?

    /// Makes a token.
    public init(session: String, turn: Int, text: String, at: Int? = nil, start: Int? = nil) {
        self.session = session
        self.turn = turn
        self.text = text
        self.at = at
        self.start = start
    }

    /// What of the token is new to a reader that has `count` Unicode scalars of the visible text, perhaps nothing; `nil`
    /// where text between is missing.
    public func text(after count: Int) -> String? {
        guard let start, start != count else { return text }
        return start < count ? String(text.unicodeScalars.dropFirst(count - start)) : nil
    }
}

/// A turn's text is complete. It never overtakes a phrase, for it names their number.
public struct End: TurnBody {
    /// `end`.
    public static let type = FrameType.end

    /// Why a turn's text ended.
    public enum Reason: String, Codable, Sendable {
        /// The model finished.
        case stop
        /// The model reached its limit of tokens.
        case length
        /// The model failed; a `failed` frame says how. What had been passed on is still spoken.
        case error
    }

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// How many phrases the turn has in all.
    public var phrases: Int

    /// Why the text ended. Absent: ``Reason/stop``.
    public var reason: Reason?

    /// How long the turn's visible text is, all its `token`s joined, in Unicode scalars. Absent: not known.
    public var textEnd: Int?

    /// Where the answer itself ends in that text, in Unicode scalars; what follows is the streamer's own excuse for an answer
    /// that failed, and is told to no model. Absent: all of it is the answer.
    public var answerEnd: Int?

    /// Milliseconds from the question's being taken up to its first phrase's leaving. Absent: there was none, or not known.
    public var firstPhraseMilliseconds: Double?

    /// In how many pieces the model wrote the answer: with most servers a piece is a token. Absent: no model wrote it, or not known.
    public var tokens: Int?

    /// How often somebody else had to answer in place of who was asked: a further model, or a rule. Absent: never.
    public var fallbacks: Int?

    /// Whether the answer was kept from an earlier time. Absent: it was not.
    public var cached: Bool?

    /// Ends a turn's text.
    public init(
        session: String,
        turn: Int,
        phrases: Int,
        reason: Reason? = nil,
        textEnd: Int? = nil,
        answerEnd: Int? = nil,
        firstPhraseMilliseconds: Double? = nil,
        tokens: Int? = nil,
        fallbacks: Int? = nil,
        cached: Bool? = nil
    ) {
        self.session = session
        self.turn = turn
        self.phrases = phrases
        self.reason = reason
        self.textEnd = textEnd
        self.answerEnd = answerEnd
        self.firstPhraseMilliseconds = firstPhraseMilliseconds
        self.tokens = tokens
        self.fallbacks = fallbacks
        self.cached = cached
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, phrases, reason, tokens, fallbacks, cached
        case textEnd = "text_end"
        case answerEnd = "answer_end"
        case firstPhraseMilliseconds = "first_phrase_ms"
    }
}
