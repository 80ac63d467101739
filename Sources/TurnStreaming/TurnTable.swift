import SpeechFrames
private import Synchronization

/// The turns that are being answered, and those that may not be any more.
final class TurnTable: Sendable {
    private struct State {
        var running: [TurnID: Interruption] = [:]
        var interrupted: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Enters a turn; `nil` where it runs already or was interrupted before it came.
    func enter(_ turn: TurnID) -> Interruption? {
        state.withLock { state in
            guard state.running[turn] == nil, turn.turn > state.interrupted[turn.session] ?? -1 else { return nil }
            let interruption = Interruption()
            state.running[turn] = interruption
            return interruption
        }
    }

    func leave(_ turn: TurnID) {
        state.withLock { _ = $0.running.removeValue(forKey: turn) }
    }

    /// Stops the turn and all earlier ones of its session; says which of them ran.
    func interrupt(_ turn: TurnID) -> [TurnID] {
        let stopped = state.withLock { state in
            state.interrupted[turn.session] = max(turn.turn, state.interrupted[turn.session] ?? -1)
            return state.running.filter { $0.key.session == turn.session && $0.key.turn <= turn.turn }
        }
        for interruption in stopped.values { interruption.fire() }
        return stopped.keys.sorted { $0.turn < $1.turn }
    }
}
