/// Whether a server is asked at all: one that has failed is left alone until a look at it shows that it is well. Pure; the
/// times are counted from any fixed start.
package struct Circuit: Sendable, Equatable {
    private enum State: Sendable, Equatable {
        /// It is asked. Becomes `open`.
        case closed
        /// It is left alone until the look at `due`. Becomes `closed`, or `open` for longer.
        case open(due: Duration, wait: Duration)
    }

    /// From the failure to the first look; it doubles with each look that fails, and with each failure soon after.
    package static let shortestWait = Duration.seconds(5)
    package static let longestWait = Duration.seconds(300)

    private var state = State.closed
    /// The wait before it was closed: one that is well only for a moment is not looked at ever so often.
    private var lastWait = Duration.zero
    private var closedAt = Duration.zero

    package init() {}

    /// Whether it is asked.
    package var isClosed: Bool { state == .closed }

    /// When it is to be looked at; `nil` while it is asked.
    package var lookDue: Duration? {
        if case .open(let due, _) = state { due } else { nil }
    }

    /// A question, or a look, has failed.
    package mutating func fail(at now: Duration) {
        let wait: Duration =
            switch state {
            case .open(_, let wait): min(Self.longestWait, wait * 2)
            case .closed where lastWait > .zero && now - closedAt < lastWait: min(Self.longestWait, lastWait * 2)
            case .closed: Self.shortestWait
            }
        state = .open(due: now + wait, wait: wait)
    }

    /// A question, or a look, has succeeded.
    package mutating func succeed(at now: Duration) {
        guard case .open(_, let wait) = state else { return }
        lastWait = wait
        closedAt = now
        state = .closed
    }
}
