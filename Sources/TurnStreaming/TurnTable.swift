private import FrameTransport
import SpeechFrames
private import Synchronization

/// The turns that are being answered, and those that may not be any more.
final class TurnTable: Sendable {
    private struct State {
        var running: [TurnID: Interruption] = [:]
        var over = OverTurns()
    }

    private let state = Mutex(State())

    /// How many are being answered.
    var count: Int { state.withLock { $0.running.count } }

    /// Enters a turn; `nil` where it runs already or was interrupted before it came.
    func enter(_ turn: TurnID) -> Interruption? {
        state.withLock { state in
            guard state.running[turn] == nil, state.over.outcome(of: turn) == nil else { return nil }
            let interruption = Interruption()
            state.running[turn] = interruption
            return interruption
        }
    }

    func leave(_ turn: TurnID) {
        state.withLock { _ = $0.running.removeValue(forKey: turn) }
    }

    /// Stops the turns that the interrupt covers; says which of them ran.
    func interrupt(_ interrupt: Interrupt) -> [TurnID] {
        let stopped = state.withLock { state in
            state.over.interrupt(interrupt)
            return state.running.filter { interrupt.covers($0.key) }
        }
        for interruption in stopped.values { interruption.fire() }
        return stopped.keys.sorted { $0.turn < $1.turn }
    }
}
