private import Clocks
private import Synchronization

/// Tasks that wait for a condition on state that is locked elsewhere.
///
/// Whoever changes the state calls ``wake()`` after the change and outside of the lock; those who wait look again.
package final class WaitList: Sendable {
    private struct State {
        var changes: UInt64 = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Returns once `condition` holds.
    ///
    /// - Throws: `CancellationError`.
    package func wait(until condition: () -> Bool) async throws(CancellationError) {
        while true {
            let seen = state.withLock { $0.changes }
            if condition() { return }
            if Task.isCancelled { throw CancellationError() }
            await sleep(since: seen)
        }
    }

    /// Returns once `condition` holds, or after `limit`.
    ///
    /// - Returns: whether it held.
    /// - Throws: `CancellationError`.
    package func wait(atMost limit: Duration, until condition: @escaping @Sendable () -> Bool) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await self.wait(until: condition)
                return true
            }
            group.addTask {
                try await SteadyClock().sleep(for: limit)
                return condition()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    /// Has everyone look again.
    package func wake() {
        let waiting = state.withLock { state in
            state.changes += 1
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func sleep(since seen: UInt64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    guard state.changes == seen else { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isLate { continuation.resume() }
            }
        } onCancel: {
            // Waking the others too does no harm: they look and sleep again.
            wake()
        }
    }
}
