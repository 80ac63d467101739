private import Synchronization

/// Bounds the samples that are held for all turns together.
///
/// At the limit nothing more is taken in, unless a turn that is being played starves: what it waits for may be behind other
/// turns' sound in the same pipe, and standing still would be for ever. So the limit can be passed, by what a starving turn's
/// own frames have to pass.
final class BufferBudget: Sendable {
    private struct State {
        var held = 0
        var starving = 0
        var isOpen = true
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    /// `limit` is in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Bytes held.
    var held: Int { state.withLock { $0.held } }

    /// An output holds `bytes` more, or less, and has `starving` more or fewer turns that starve.
    func change(by bytes: Int, starving: Int) {
        if bytes == 0, starving == 0 { return }
        release { state in
            state.held += bytes
            state.starving += starving
        }
    }

    /// Nobody is held back any more.
    func close() { release { $0.isOpen = false } }

    /// Suspends while the limit is reached, or until the task is cancelled.
    func admission() async {
        while !Task.isCancelled, !state.withLock({ isAdmitted($0) }) {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isDue = state.withLock { state in
                        if Task.isCancelled || isAdmitted(state) { return true }
                        state.waiting.append(continuation)
                        return false
                    }
                    if isDue { continuation.resume() }
                }
            } onCancel: {
                // All look again: which of them was cancelled they know best.
                state.withLock { takeWaiting(&$0) }.forEach { $0.resume() }
            }
        }
    }

    private func isAdmitted(_ state: State) -> Bool { !state.isOpen || state.held < limit || state.starving > 0 }

    private func release(_ change: (inout State) -> Void) {
        let due = state.withLock { state in
            change(&state)
            return isAdmitted(state) ? takeWaiting(&state) : []
        }
        due.forEach { $0.resume() }
    }

    private func takeWaiting(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        defer { state.waiting = [] }
        return state.waiting
    }
}
