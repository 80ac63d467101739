/// A question about the hub itself, from a person's command to the supervisor.
public struct Query: FrameBody {
    /// `query`.
    public static let type = FrameType.query

    /// What is asked for.
    public enum Subject: String, Codable, Sendable, CaseIterable {
        /// The processes; the answer is ``Status``.
        case status
        /// The sessions; the answer is ``Sessions``.
        case sessions
        /// The experiment's arms; the answer is ``Arms``, or ``Refused`` where the settings have none.
        case arms
    }

    /// What is asked for.
    public var what: Subject

    /// Whether the answer is sent again whenever it changes, until the connection ends. Absent: once.
    public var watch: Bool?

    /// Asks about the hub.
    public init(_ what: Subject, watch: Bool? = nil) {
        self.what = what
        self.watch = watch
    }
}

/// The supervisor took a question up. The answers to a connection's questions come in the order of the questions.
public struct Accepted: TurnBody {
    /// `accepted`.
    public static let type = FrameType.accepted

    /// The session's id; a new one where the question named none.
    public var session: String

    /// The turn that the question is, from 1.
    public var turn: Int

    /// Says that a question was taken up.
    public init(session: String, turn: Int) {
        self.session = session
        self.turn = turn
    }
}

/// The supervisor does not do what it was asked to. Nothing has changed.
public struct Refused: FrameBody {
    /// `refused`.
    public static let type = FrameType.refused

    /// Why, for programs: `too_many_sessions`, `output_busy`, `unknown_session` …
    public var code: String

    /// Why, and what would help, for people.
    public var message: String

    /// Makes a refusal.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}
