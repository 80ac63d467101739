private import Synchronization

/// Stops one turn from outside: fired at most once, waited for by the turn itself.
final class Interruption: Sendable {
    private enum State {
        /// Nobody has asked for a stop.
        case quiet
        /// The turn waits for a stop; becomes `fired` or `quiet`.
        case awaited(CheckedContinuation<Void, Never>)
        /// The turn has to stop. Final.
        case fired
    }

    private let state = Mutex(State.quiet)

    var isFired: Bool {
        state.withLock { if case .fired = $0 { true } else { false } }
    }

    func fire() {
        resume(to: .fired)
    }

    /// Returns when fired, or when the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if case .fired = state { return true }
                    state = .awaited(continuation)
                    return false
                }
                if passes || Task.isCancelled { passes ? continuation.resume() : resume(to: .quiet) }
            }
        } onCancel: {
            resume(to: .quiet)
        }
    }

    private func resume(to next: State) {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { if case .fired = state {} else { state = next } }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume()
    }
}
