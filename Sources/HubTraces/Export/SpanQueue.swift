private import FrameTransport
private import Synchronization

/// Spans that wait to be handed on: at most ``limit``. With more, the oldest go, and how many is counted: what happens now tells more
/// than what happened when the receiver went away.
package final class SpanQueue: Sendable {
    /// How many may wait: those of the last 500 turns or so.
    package static let limit = 2_048

    private struct State {
        var spans: [FinishedSpan] = []
        var dropped = 0
    }

    private let state = Mutex(State())
    private let changed = WaitList()

    package init() {}

    /// Adds one; never waits.
    package func add(_ span: FinishedSpan) {
        state.withLock { state in
            state.spans.append(span)
            guard state.spans.count > Self.limit else { return }
            // Not one by one: then each would move all others.
            let excess = max(1, Self.limit / 16)
            state.spans.removeFirst(excess)
            state.dropped += excess
        }
        changed.wake()
    }

    /// Whether none waits.
    package var isEmpty: Bool { state.withLock { $0.spans.isEmpty } }

    /// Returns when one waits.
    ///
    /// - Throws: `CancellationError`.
    func wait() async throws(CancellationError) { try await changed.wait { !isEmpty } }

    /// The oldest, at most `count`.
    func take(atMost count: Int) -> [FinishedSpan] {
        state.withLock { state in
            defer { state.spans.removeFirst(min(count, state.spans.count)) }
            return Array(state.spans.prefix(count))
        }
    }

    /// How many were dropped since this was asked last.
    func takeDropped() -> Int {
        state.withLock { state in
            defer { state.dropped = 0 }
            return state.dropped
        }
    }
}
