/// How often turns may be begun: `burst` of them at once, and then one each `interval`.
package struct TurnRate: Sendable, Equatable {
    /// How many may come at once after a quiet time.
    package var burst: Int
    /// What each of them costs of the time to come.
    package var interval: Duration

    /// A quarter of a minute's turns at once, and that many a minute in the long run. `nil` for 0: no limit.
    package init?(perMinute turns: Int) {
        guard turns > 0 else { return nil }
        burst = max(1, turns / 4)
        interval = .seconds(60) / turns
    }

    /// So many a second in the long run, and twice as many at once. `nil` for 0: no limit.
    package init?(perSecond count: Int) {
        guard count > 0 else { return nil }
        burst = 2 * count
        interval = .seconds(1) / count
    }
}

/// Keeps to a ``TurnRate`` for each key: a session, or the person who asks.
///
/// The generic cell rate algorithm (ITU-T I.371, virtual scheduling): of each key only the instant is kept at which it has spent
/// nothing any more. Bounded: a key is forgotten when that instant has passed, and of ``limit`` keys that are owing the one that
/// is soonest quit.
package struct TurnRateLimiter<Key: Hashable & Sendable, Instant: InstantProtocol<Duration> & Sendable>: Sendable {
    /// How many keys are kept.
    package static var limit: Int { 4_096 }

    private let rate: TurnRate
    private var quit: [Key: Instant] = [:]

    package init(_ rate: TurnRate) { self.rate = rate }

    /// How many keys are kept now.
    package var count: Int { quit.count }

    /// Counts a turn of `key`, unless it comes too early.
    ///
    /// - Returns: `nil` where it is admitted; else how long the key has to wait.
    package mutating func admit(_ key: Key, at now: Instant) -> Duration? {
        let start = max(quit[key] ?? now, now)
        let wait = now.duration(to: start) - rate.interval * (rate.burst - 1)
        if wait > .zero { return wait }
        quit[key] = start.advanced(by: rate.interval)
        if quit.count > Self.limit { forget(at: now) }
        return nil
    }

    private mutating func forget(at now: Instant) {
        quit = quit.filter { $0.value > now }
        while quit.count > Self.limit, let soonest = quit.min(by: { $0.value < $1.value }) { quit[soonest.key] = nil }
    }
}
