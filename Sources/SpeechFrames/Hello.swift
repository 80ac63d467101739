/// The first frame on every socket, both ways: who speaks, which protocol, and what it already holds.
public struct Hello: FrameBody {
    /// `hello`.
    public static let type = FrameType.hello

    /// The protocol that this code speaks.
    public static let currentProtocol = 1

    /// The program's name: `llm-streamer`, `tts-workers`, `audio-sequencer`, `hub-supervisor`, `loquat` or a worker's own.
    public var role: String

    /// The protocol's version: 1. Another one is refused by name.
    public var `protocol`: Int

    /// The sender's process id.
    public var pid: Int32

    /// The sender's own version, for people to read.
    public var version: String

    /// From a stage: how far it is, per turn that it still holds. Absent from others.
    public var holds: [HeldTurn]?

    /// From audio-sequencer: where it plays what names no output. Absent from others.
    public var output: String?

    /// Makes a greeting in the current protocol.
    public init(role: String, pid: Int32, version: String, holds: [HeldTurn]? = nil, output: String? = nil) {
        self.role = role
        self.protocol = Hello.currentProtocol
        self.pid = pid
        self.version = version
        self.holds = holds
        self.output = output
    }
}

/// How far a stage is with one turn, so that the one before it knows what to send again.
public struct HeldTurn: Codable, Sendable, Equatable {
    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// The first phrase that is not wholly held here, from 0.
    public var phrase: Int

    /// Samples held of that phrase, from its start.
    public var sample: Int

    /// How many phrases the turn has in all, when its `end` has come.
    public var phrases: Int?

    /// Where the phrases before `phrase` end in the turn's visible text, in Unicode scalars, when it is known: a text
    /// that is written anew is cut into phrases from there on. From a person's command: how much of that text it has shown.
    public var textEnd: Int?

    /// From who plays: the first phrase whose text never came here, from 0, as texts come long before their sound.
    /// Absent: `phrase`.
    public var next: Int?

    /// Says how far a stage is with a turn.
    public init(
        session: String,
        turn: Int,
        phrase: Int,
        sample: Int,
        phrases: Int? = nil,
        textEnd: Int? = nil,
        next: Int? = nil
    ) {
        self.session = session
        self.turn = turn
        self.phrase = phrase
        self.sample = sample
        self.phrases = phrases
        self.textEnd = textEnd
        self.next = next
    }

    /// The session and the turn as one key.
    public var turnID: TurnID { TurnID(session: session, turn: turn) }

    enum CodingKeys: String, CodingKey {
        case session, turn, phrase, sample, phrases, next
        case textEnd = "text_end"
    }
}
