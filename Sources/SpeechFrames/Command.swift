/// What the person wants done, at most one a turn.
public struct Command: TurnBody {
    /// `command`.
    public static let type = FrameType.command

    /// What came of a command.
    public enum Outcome: String, Codable, Sendable {
        /// Whoever carries it out has done it.
        case done
        /// It was tried, and went wrong.
        case failed
        /// It was done, and then taken back, for one that came with it failed.
        case undone
        /// It was not tried, for one before it failed.
        case skipped
        /// It was begun by a process that died before it knew: it may have been done.
        case unknown
    }

    /// The session's id.
    public var session: String

    /// The turn within the session, from 1.
    public var turn: Int

    /// What is to be done, such as `turn_on`.
    public var intent: String

    /// With what, such as `["device": "lamp"]`.
    public var entities: [String: String]

    /// How sure the sender is, from 0 to 1.
    public var confidence: Double

    /// What is said about it.
    public var response: String

    /// What came of it. Absent: nobody was told but the reader of this frame.
    public var outcome: Outcome?

    /// All that is to be done, in order, where it is several things; what stands beside it is then the first of them. Absent:
    /// it is one thing.
    public var steps: [CommandStep]?

    /// Makes a command.
    public init(
        session: String,
        turn: Int,
        intent: String,
        entities: [String: String],
        confidence: Double,
        response: String,
        outcome: Outcome? = nil,
        steps: [CommandStep]? = nil
    ) {
        self.session = session
        self.turn = turn
        self.intent = intent
        self.entities = entities
        self.confidence = confidence
        self.response = response
        self.outcome = outcome
        self.steps = steps
    }
}

/// One of several things that the person wants done.
public struct CommandStep: Codable, Sendable, Equatable {
    /// What is to be done, such as `turn_on`.
    public var intent: String

    /// With what, such as `["device": "lamp"]`.
    public var entities: [String: String]

    /// How sure the sender is, from 0 to 1.
    public var confidence: Double

    /// What is said about it.
    public var response: String

    /// What came of it. Absent: nobody was told but the reader of this frame.
    public var outcome: Command.Outcome?

    /// Makes one step.
    public init(
        intent: String,
        entities: [String: String],
        confidence: Double,
        response: String,
        outcome: Command.Outcome? = nil
    ) {
        self.intent = intent
        self.entities = entities
        self.confidence = confidence
        self.response = response
        self.outcome = outcome
    }
}
