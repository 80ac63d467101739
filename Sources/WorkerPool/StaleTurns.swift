internal import SpeechFrames

/// Which turns were interrupted: of each session the last one, and so all before it.
struct StaleTurns: Sendable {
    /// How many sessions are remembered; the one that was interrupted longest ago is forgotten first.
    static let limit = 1024

    private var lastTurn: [String: Int] = [:]
    private var order: [String] = []

    func contains(_ turn: TurnID) -> Bool {
        turn.turn <= lastTurn[turn.session] ?? -1
    }

    mutating func add(_ turn: TurnID) {
        lastTurn[turn.session] = max(turn.turn, lastTurn[turn.session] ?? -1)
        order.removeAll { $0 == turn.session }
        order.append(turn.session)
        if order.count > Self.limit { lastTurn[order.removeFirst()] = nil }
    }
}
