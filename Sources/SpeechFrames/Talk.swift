/// What is remembered of a session's talk. From the supervisor to talk-keeper, to be written down; from there to the
/// supervisor, after a ``Recall``.
public struct Talk: FrameBody {
    /// `talk`.
    public static let type = FrameType.talk

    /// The session's id.
    public var session: String

    /// Its last turn, from 1; 0 where there was none.
    public var turn: Int

    /// When the session began, in whole seconds since 1970 (UTC).
    public var created: Int

    /// When its last turn ended, in whole seconds since 1970 (UTC).
    public var changed: Int

    /// The voice that was chosen last. Absent: none was.
    public var voice: String?

    /// The BCP 47 language that was chosen last. Absent: none was.
    public var language: String?

    /// The speaking rate that was chosen last, in words a minute. Absent: none was.
    public var rate: Int?

    /// The experiment's arm that was named for the session. Absent: none was.
    public var arm: String?

    /// How many utterances came before ``history`` and are forgotten: so an utterance keeps its number.
    public var forgotten: Int

    /// What was said and heard, oldest first.
    public var history: [Utterance]

    /// Tells of a talk.
    public init(
        session: String,
        turn: Int,
        created: Int,
        changed: Int,
        voice: String? = nil,
        language: String? = nil,
        rate: Int? = nil,
        arm: String? = nil,
        forgotten: Int = 0,
        history: [Utterance]
    ) {
        self.session = session
        self.turn = turn
        self.created = created
        self.changed = changed
        self.voice = voice
        self.language = language
        self.rate = rate
        self.arm = arm
        self.forgotten = forgotten
        self.history = history
    }
}

/// Has talk-keeper tell what it holds: a ``Talk`` for each session, the one that changed last first, and then ``Kept``. What is
/// not told is deleted.
public struct Recall: FrameBody {
    /// `recall`.
    public static let type = FrameType.recall

    /// Sessions that changed before are over, in whole seconds since 1970 (UTC).
    public var since: Int

    /// How many sessions are wanted at the most.
    public var most: Int

    /// Asks for what is kept.
    public init(since: Int, most: Int) {
        self.since = since
        self.most = most
    }
}

/// Has a talk forgotten. From a person's command to the supervisor, which answers with ``Forgotten`` or ``Refused``; from the
/// supervisor to talk-keeper, and to the stages that keep words for later.
public struct Forget: FrameBody {
    /// `forget`.
    public static let type = FrameType.forget

    /// The session's id; empty: every session's.
    public var session: String

    /// From the supervisor, with an empty ``session``: sessions that are not forgotten; a stage then drops whatever it keeps
    /// without knowing whose it is, too. Absent: none.
    public var besides: [String]?

    /// Has a talk forgotten.
    public init(session: String, besides: [String]? = nil) {
        self.session = session
        self.besides = besides
    }
}

extension Forget {
    /// Whether the session is to be forgotten.
    package func covers(_ id: String) -> Bool {
        session.isEmpty ? !(besides ?? []).contains(id) : id == session
    }
}

/// What was to be forgotten is.
public struct Forgotten: FrameBody {
    /// `forgotten`.
    public static let type = FrameType.forgotten

    /// How many sessions that were.
    public var sessions: Int

    /// Why their words may still be on the disk, for people. Absent: they are gone from there, too, or never were there.
    public var problem: String?

    /// Says that a talk is forgotten.
    public init(sessions: Int, problem: String? = nil) {
        self.sessions = sessions
        self.problem = problem
    }
}

/// talk-keeper has done what a frame wanted, or cannot: one for each frame that it gets, in their order.
public struct Kept: FrameBody {
    /// `kept`.
    public static let type = FrameType.kept

    /// Why it is not done, for people; it may be tried again. Absent: it is in the file.
    public var problem: String?

    /// What people should know beside that, such as that a damaged file was set aside. Absent: nothing.
    public var notice: String?

    /// Answers a frame.
    public init(problem: String? = nil, notice: String? = nil) {
        self.problem = problem
        self.notice = notice
    }
}
