private import Synchronization

/// Wakes one waiting task. A signal that comes while nobody waits is kept, once; so look at the state again after each wait.
final class Wakeup: Sendable {
    private enum State {
        /// Nobody waits, nothing has happened.
        case idle
        /// Something has happened; the next wait returns at once.
        case signalled
        /// One task waits.
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    /// Lets the waiting task, or the next one that waits, go on.
    func signal() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .waiting(let waiter) = state {
                state = .idle
                return waiter
            }
            state = .signalled
            return nil
        }
        waiter?.resume()
    }

    /// Suspends until ``signal()``, or until the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if case .signalled = state {
                        state = .idle
                        return true
                    }
                    if Task.isCancelled { return true }
                    state = .waiting(continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            signal()
        }
    }

    /// Suspends until ``signal()``, that instant, or until the task is cancelled.
    func wait(until instant: Int, by time: any PlaybackTime) async {
        if let alarms = time.alarms {
            if time.microseconds >= instant { return }
            alarms.set(instant, self)
            await wait()
            alarms.drop(self)
            return
        }
        await withTaskGroup { group in
            group.addTask { try? await time.sleep(until: instant) }
            group.addTask { await self.wait() }
            await group.next()
            group.cancelAll()
        }
    }
}
