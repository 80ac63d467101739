/// The sessions that the supervisor knows.
public struct Sessions: FrameBody {
    /// `sessions`.
    public static let type = FrameType.sessions

    /// The sessions, the one that changed last first; as many as fit into a frame.
    public var sessions: [SessionStatus]

    /// Tells the sessions.
    public init(sessions: [SessionStatus]) {
        self.sessions = sessions
    }
}

/// How one session is.
public struct SessionStatus: Codable, Sendable, Equatable {
    /// What a session's last turn does, or how it ended.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// It has no turn yet, or none since the supervisor was started.
        case idle
        /// Its turn waits for another one that speaks.
        case waiting
        /// The model was asked; nothing was heard yet.
        case thinking
        /// The answer is being heard.
        case speaking
        /// The turn was cut off.
        case interrupted
        /// The turn was heard to its end.
        case finished
        /// The turn ended by a fault.
        case failed
    }

    /// The session's id.
    public var session: String

    /// Its last turn, from 1; 0 where there is none yet.
    public var turn: Int

    /// What that turn does, or how it ended.
    public var state: State

    /// The phrase that is being heard, or was heard last.
    public var phrase: Int?

    /// The last of the words that were heard, at most 500 Unicode scalars: exactly once the turn has ended; about, while it is
    /// spoken.
    public var heard: String?

    /// Why the turn ended, where it was not heard to its end: an ``InterruptReason`` or a failure's code. While it is spoken, why
    /// nothing is heard just now, as ``Progress/trouble`` said.
    public var reason: String?

    /// Where the turn is played. Absent: the sequencer's own setting.
    public var output: String?

    /// The experiment's arm that the turn belongs to. Absent: none.
    public var arm: String?

    /// How many utterances of the talk are remembered, for the next question's model.
    public var utterances: Int?

    /// Milliseconds of sound that are there and not heard yet, while the turn is spoken.
    public var bufferedMilliseconds: Int?

    /// Milliseconds since the session began.
    public var ageMilliseconds: Int

    /// Milliseconds from the question to the answer's first token.
    public var firstTokenMilliseconds: Int?

    /// Milliseconds from the question to the first sound.
    public var firstSoundMilliseconds: Int?

    /// Says how a session is.
    public init(session: String, turn: Int, state: State, ageMilliseconds: Int) {
        self.session = session
        self.turn = turn
        self.state = state
        self.ageMilliseconds = ageMilliseconds
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, state, phrase, heard, reason, output, arm, utterances
        case bufferedMilliseconds = "buffered_ms"
        case ageMilliseconds = "age_ms"
        case firstTokenMilliseconds = "first_token_ms"
        case firstSoundMilliseconds = "first_sound_ms"
    }
}
