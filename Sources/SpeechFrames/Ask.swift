/// A question for the model, from the supervisor or a person's pipe to llm-streamer.
public struct Ask: TurnBody {
    /// `ask`.
    public static let type = FrameType.ask

    /// The session's id. Empty, to the supervisor: a new session.
    public var session: String

    /// The turn within the session, from 1. 0, to the supervisor, which numbers it.
    public var turn: Int

    /// The question.
    public var text: String

    /// What was said before in this session, oldest first. Absent: nothing.
    public var history: [Utterance]?

    /// The model for this turn. Absent: the streamer's own setting.
    public var model: String?

    /// The system prompt for this turn. Absent: the streamer's own setting.
    public var system: String?

    /// The voice for this turn, by the worker's own name for it. Absent: the worker's default.
    public var voice: String?

    /// The BCP 47 language of this turn. Absent: the voice's own.
    public var language: String?

    /// The speaking rate in words a minute. Absent: the worker's default.
    public var rate: Int?

    /// Where this turn is played, in `audio-sequencer --output`'s form. Absent: the sequencer's own setting.
    public var output: String?

    /// How it takes its place beside what is spoken on the same output. Absent: ``Manner/after``.
    public var manner: Manner?

    /// The experiment's arm that this turn belongs to, with the settings that are its own. Absent, to the supervisor: the one
    /// that the session's id falls to; to the streamer: none.
    public var arm: String?

    /// Whether answers and sound may be kept for when the same is asked or said again, and taken from there; to the supervisor,
    /// for the session's later turns, too. Absent: the session's last choice, then what is set for the model, then for all.
    public var cache: Bool?

    /// Whether the text is itself the answer, to be said as it stands; no model is asked. Absent: no.
    public var say: Bool?

    /// What came of this turn's visible text before its streamer was lost, all its `token`s joined, perhaps nothing: the
    /// answer is to go on after it, and phrases that are down the line already are not said again. Absent: a new turn.
    public var answered: String?

    /// Whether nothing more of it is spoken: its speech has ended, or could not be played, and the rest of the text is wanted for the
    /// eye. Absent: no.
    public var unspoken: Bool?

    /// The trace that this turn belongs to, as in a W3C `traceparent` header: who asks has begun it. Absent, or not to be read as
    /// such: the turn is a trace of its own, where traces are kept at all.
    public var trace: String?

    /// Makes a question; everything but the text has a default further down the line.
    public init(
        session: String,
        turn: Int,
        text: String,
        history: [Utterance]? = nil,
        model: String? = nil,
        system: String? = nil,
        voice: String? = nil,
        language: String? = nil,
        rate: Int? = nil,
        output: String? = nil,
        manner: Manner? = nil,
        arm: String? = nil,
        cache: Bool? = nil,
        say: Bool? = nil,
        answered: String? = nil,
        unspoken: Bool? = nil,
        trace: String? = nil
    ) {
        self.session = session
        self.turn = turn
        self.text = text
        self.history = history
        self.model = model
        self.system = system
        self.voice = voice
        self.language = language
        self.rate = rate
        self.output = output
        self.manner = manner
        self.arm = arm
        self.cache = cache
        self.say = say
        self.answered = answered
        self.unspoken = unspoken
        self.trace = trace
    }
}

/// One thing said in the talk so far.
public struct Utterance: Codable, Sendable, Equatable {
    /// Who said it.
    public enum Role: String, Codable, Sendable {
        /// The person.
        case user
        /// The model; where the person interrupted, only what was heard.
        case assistant
    }

    /// Who said it.
    public var role: Role

    /// What was said.
    public var text: String

    /// Makes one entry of a history.
    public init(role: Role, text: String) {
        self.role = role
        self.text = text
    }
}
