import Playback
import Synchronization

/// Collects what a sequencer tells, and lets a test wait for it.
final class EventLog: Sendable {
    private struct State {
        var events: [PlaybackEvent] = []
        var isOver = false
        var waiters: [(isMet: @Sendable ([PlaybackEvent]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var events: [PlaybackEvent] { state.withLock { $0.events } }

    func add(_ event: PlaybackEvent) {
        let due = state.withLock { state in
            state.events.append(event)
            let met = state.waiters.filter { $0.isMet(state.events) }.map(\.continuation)
            if !met.isEmpty { state.waiters.removeAll { $0.isMet(state.events) } }
            return met
        }
        due.forEach { $0.resume() }
    }

    /// Nothing more comes: nobody waits any longer.
    func close() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.continuation.resume() }
    }

    /// Suspends until the events meet the condition, or no more come.
    func wait(until isMet: @escaping @Sendable ([PlaybackEvent]) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                if state.isOver || isMet(state.events) { return true }
                state.waiters.append((isMet, continuation))
                return false
            }
            if isDue { continuation.resume() }
        }
    }

    /// Suspends until one of the events is like that.
    func wait(forOne isWanted: @escaping @Sendable (PlaybackEvent) -> Bool) async {
        await wait { $0.contains(where: isWanted) }
    }
}
