private import FrameTransport
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
    }

    private let state = Mutex(State())
    private let changed = WaitList()

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
                let isAsleep = state.withLock { state in
                    if deadline <= state.now || Task.isCancelled { return false }
                    state.sleepers[key] = (deadline, continuation)
                    return true
                }
                if isAsleep { changed.wake() } else { continuation.resume() }
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
    ///
    /// - Throws: ``SetupError`` when the task is cancelled, as by a test's time limit.
    package func sleeper(within duration: Duration, _ file: String = #fileID, _ line: Int = #line) async throws {
        let limit = now.advanced(by: duration)
        try await changed.wait(in: file, line, for: "somebody who sleeps \(duration) or less") {
            state.withLock { $0.sleepers.values.contains { $0.deadline <= limit } }
        }
    }
}
