package import SpeechFrames

/// Which turns are over, so that nothing of them is passed on, however late it comes. Bounded: the sessions that were
/// quiet for longest are forgotten first, and of a session's finished turns the oldest.
package struct OverTurns: Sendable {
    /// How a turn came to its end.
    package enum Outcome: Sendable, Equatable {
        /// It was heard to its end.
        case finished
        /// It was stopped, by itself or with a later turn of its session.
        case interrupted
        /// It cannot be played.
        case failed
    }

    /// How many sessions are remembered.
    package static let sessions = 1_024
    /// How many turns of a session that came to their ends one by one.
    package static let turns = 64

    private struct Session: Sendable {
        var interruptedThrough = -1
        var ended: [(turn: Int, outcome: Outcome)] = []
    }

    private var sessions: [String: Session] = [:]
    private var order: [String] = []

    package init() {}

    /// How the turn came to its end; `nil` where it may go on.
    package func outcome(of turn: TurnID) -> Outcome? {
        guard let session = sessions[turn.session] else { return nil }
        if let ended = session.ended.first(where: { $0.turn == turn.turn }) { return ended.outcome }
        return turn.turn <= session.interruptedThrough ? .interrupted : nil
    }

    /// What the interrupt covers is stopped.
    package mutating func interrupt(_ interrupt: Interrupt) {
        if interrupt.alone == true { return end(interrupt.turnID, .interrupted) }
        use(interrupt.session) { $0.interruptedThrough = max($0.interruptedThrough, interrupt.turn) }
    }

    /// The turn came to its end, and no other one with it.
    package mutating func end(_ turn: TurnID, _ outcome: Outcome) {
        if self.outcome(of: turn) != nil { return }
        use(turn.session) { session in
            session.ended.append((turn.turn, outcome))
            if session.ended.count > Self.turns { session.ended.removeFirst() }
        }
    }

    private mutating func use(_ name: String, _ body: (inout Session) -> Void) {
        body(&sessions[name, default: Session()])
        order.removeAll { $0 == name }
        order.append(name)
        if order.count > Self.sessions { sessions[order.removeFirst()] = nil }
    }
}
