/// The value of a frame's `type` member.
public enum FrameType: String, Sendable, Hashable, CaseIterable, Codable {
    /// See ``Hello``.
    case hello
    /// See ``Ask``.
    case ask
    /// See ``Begin``.
    case begin
    /// See ``Token``.
    case token
    /// See ``Phrase``.
    case phrase
    /// See ``End``.
    case end
    /// See ``Command``.
    case command
    /// See ``Audio``.
    case audio
    /// See ``Synthesized``.
    case synthesized
    /// See ``Failed``.
    case failed
    /// See ``Progress``.
    case progress
    /// See ``Interrupt``.
    case interrupt
    /// See ``Interrupted``.
    case interrupted
    /// See ``Finished``.
    case finished
    /// See ``Say``.
    case say
    /// See ``Query``.
    case query
    /// See ``Prepare``.
    case prepare
    /// See ``Accepted``.
    case accepted
    /// See ``Refused``.
    case refused
    /// See ``Status``.
    case status
    /// See ``Sessions``.
    case sessions
    /// See ``Reload``.
    case reload
    /// See ``Reloaded``.
    case reloaded
    /// See ``Arms``.
    case arms
    /// See ``Forget``.
    case forget
    /// See ``Forgotten``.
    case forgotten
    /// See ``Recall``.
    case recall
    /// See ``Talk``.
    case talk
    /// See ``Kept``.
    case kept
    /// See ``Cues``.
    case cues
    /// See ``Volume``.
    case volume

    /// Whether every frame of the type carries the identity of a turn.
    var isAboutTurn: Bool {
        switch self {
        case .hello, .say, .query, .prepare, .refused, .status, .sessions, .reload, .reloaded, .arms, .forget,
            .forgotten, .recall, .talk, .kept, .cues, .volume:
            false
        default: true
        }
    }

    /// Whether the session's id may be empty: to the supervisor, a new session for `ask`, and every one for `interrupt`.
    var mayLackSession: Bool { self == .ask || self == .interrupt }
}
