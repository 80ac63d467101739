/// One line of the hub's journal: what has become of a session or a turn.
enum JournalEntry: Sendable, Codable {
    /// A session, as it is now.
    case session(Session)
    /// A session was forgotten; no session that was has had a turn beyond this one.
    case forgotten(session: String, turn: Int)
    /// A turn that has not ended, as it is now.
    case turn(TurnRecord)
    /// More of a turn's text.
    case text(session: String, turn: Int, String)
    /// A turn has ended.
    case over(session: String, turn: Int)
}
