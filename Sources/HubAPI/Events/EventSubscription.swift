internal import SpeechFrames
private import Synchronization

/// One who gets the events: what waits for it is bounded, and nobody waits for it.
final class EventSubscription: Sendable {
    /// Why there are no more events.
    enum End: Error, Sendable {
        /// The peer has read so slowly that more waits for it than may.
        case tooSlow
        /// The server stops.
        case stopped
        /// The peer is gone.
        case gone
    }

    private struct State {
        var batches: [EventBatch] = []
        var size = 0
        var end: End?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let limit: Int
    private let state = Mutex(State())

    /// At most `limit` bytes wait, or one batch, however large it is; with more, the subscription ends.
    init(limit: Int) {
        self.limit = limit
    }

    /// Has events sent.
    ///
    /// - Returns: whether the subscription goes on.
    func give(_ batch: EventBatch) -> Bool {
        let (waiter, goesOn) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            guard state.end == nil else { return (nil, false) }
            state.size += batch.size
            if state.size > limit, !state.batches.isEmpty {
                (state.batches, state.size, state.end) = ([], 0, .tooSlow)
            } else if !batch.isSignOfLife || state.batches.isEmpty {
                state.batches.append(batch)
            }
            return (state.waiter.take(), state.end == nil)
        }
        waiter?.resume()
        return goesOn
    }

    /// There will be no more.
    func finish(_ end: End) {
        let waiter = state.withLock { state in
            state.end = state.end ?? end
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// What has come; waits until there is something. For one reader.
    ///
    /// - Throws: ``End``.
    func next() async throws(End) -> [EventBatch] {
        while true {
            let (batches, end) = state.withLock { state in
                defer { (state.batches, state.size) = ([], 0) }
                return (state.batches, state.end)
            }
            if !batches.isEmpty { return batches }
            if let end { throw end }
            await changed()
        }
    }

    private func changed() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if !state.batches.isEmpty || state.end != nil { return true }
                    if Task.isCancelled {
                        state.end = .stopped
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            finish(.stopped)
        }
    }
}
