/// Ends a stage that nobody needs any more: without a supervisor, and with all its turns over, for a while.
///
/// It looks at even intervals and counts those in which nobody needed the stage: time in which the machine was suspended, or
/// had no time for us, does not count.
package struct OrphanWatch<TimerClock: Clock>: Sendable where TimerClock.Duration == Duration {
    /// In how many intervals the limit is divided: a stage ends up to one of them late.
    private static var intervals: Int { 10 }

    private let limit: Duration
    private let clock: TimerClock

    /// Waits for `limit` without need; 0: for ever.
    package init(limit: Duration, clock: TimerClock = ContinuousClock()) {
        self.limit = limit
        self.clock = clock
    }

    /// Returns when the stage had neither a supervisor among `peers` nor a turn for the whole limit.
    ///
    /// - Throws: `CancellationError`.
    package func run(_ peers: FramePeers, hasTurns: () -> Bool) async throws {
        try await run { peers.isLinked("hub-supervisor") || hasTurns() }
    }

    /// Returns when the stage was not needed for the whole limit.
    ///
    /// - Parameter isNeeded: whether there is a supervisor, or a turn that is not over.
    /// - Throws: `CancellationError`.
    package func run(_ isNeeded: () -> Bool) async throws {
        var lonely = 0
        while lonely < Self.intervals {
            try await clock.sleep(for: limit > .zero ? limit / Self.intervals : .seconds(86_400))
            lonely = limit > .zero && !isNeeded() ? lonely + 1 : 0
        }
    }
}
