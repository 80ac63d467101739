import SpeechFrames

/// Remembers which turns are over, so that what comes late for them is dropped. Bounded: the sessions that were quiet for
/// longest are forgotten, and of a session's finished turns the oldest.
struct TurnLedger {
    private struct Session {
        /// Every turn up to here was interrupted.
        var interruptedThrough = Int.min
        /// Finished turns, oldest first.
        var finished: [Int] = []
        var lastUse = 0
    }

    private var sessions: [String: Session] = [:]
    private var uses = 0
    private let sessionLimit: Int

    private static let finishedLimit = 64

    init(sessionLimit: Int = 4_096) {
        self.sessionLimit = sessionLimit
    }

    /// Whether nothing of the turn may be played any more.
    func isOver(_ turn: TurnID) -> Bool {
        guard let session = sessions[turn.session] else { return false }
        return turn.turn <= session.interruptedThrough || session.finished.contains(turn.turn)
    }

    /// The session's turns up to `turn` are over.
    mutating func interrupt(session: String, through turn: Int) {
        use(session) { $0.interruptedThrough = max($0.interruptedThrough, turn) }
    }

    /// The turn is over.
    mutating func finish(_ turn: TurnID) {
        use(turn.session) { session in
            session.finished.append(turn.turn)
            if session.finished.count > Self.finishedLimit { session.finished.removeFirst() }
        }
    }

    private mutating func use(_ name: String, _ body: (inout Session) -> Void) {
        uses += 1
        body(&sessions[name, default: Session()])
        sessions[name]?.lastUse = uses
        if sessions.count > sessionLimit { forget() }
    }

    /// Forgets the quieter half at once, so that it is done rarely.
    private mutating func forget() {
        let uses = sessions.values.map(\.lastUse).sorted()
        let median = uses[uses.count / 2]
        sessions = sessions.filter { $0.value.lastUse >= median }
    }
}
