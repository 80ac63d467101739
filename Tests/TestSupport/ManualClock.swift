private import Synchronization

/// A clock that stands still until it is moved on.
package final class ManualClock: Clock {
    /// Time since the clock was made.
    package struct Instant: InstantProtocol {
        package var offset: Duration

        package init(offset: Duration) { self.offset = offset }

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        package func duration(to other: Instant) -> Duration { other.offset - offset }

        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var nextKey = 0
        var sleepers: [Int: (deadline: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var watchers: [(deadline: Instant, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try Task.checkCancellation()
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let watchers: [CheckedContinuation<Void, Never>]? = state.withLock { state in
                    if deadline <= state.now || Task.isCancelled { return nil }
                    state.sleepers[key] = (deadline, continuation)
                    let seen = state.watchers.filter { $0.deadline >= deadline }
                    state.watchers.removeAll { $0.deadline >= deadline }
                    return seen.map(\.continuation)
                }
                guard let watchers else { return continuation.resume() }
                watchers.forEach { $0.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
        // Cancelled between the check and the wait: then it did not wait.
        try Task.checkCancellation()
    }

    /// Moves time on and wakes whoever slept until then, the earliest first.
    package func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            due.keys.forEach { state.sleepers[$0] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        due.forEach { $0.continuation.resume() }
    }

    /// Suspends until somebody sleeps to an instant that is at most `duration` away.
    package func sleeper(within duration: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let limit = state.now.advanced(by: duration)
                if state.sleepers.values.contains(where: { $0.deadline <= limit }) { return true }
                state.watchers.append((limit, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
