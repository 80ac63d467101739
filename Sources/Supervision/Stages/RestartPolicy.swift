/// When a process that died is started again: at once the first time, then later and later; one that dies again and again
/// is tried seldom, and that is said.
///
/// | deaths in a row | 1 | 2 | 3 | 4 | 5 | 6 |
/// |---|---|---|---|---|---|---|
/// | waits, dying slowly | 0 | 250 ms | 500 ms | 1 s | 2 s | 4 s … 30 s |
/// | waits, dying at once | 0 | 250 ms | 500 ms | 1 s | 2 s | critical: 30 s |
package struct RestartPolicy: Sendable, Equatable {
    /// What is to be done about a death.
    package enum Decision: Sendable, Equatable {
        /// Start it again after this time.
        case restart(after: Duration)
        /// It died more than ``mostDeaths`` times within ``window``: say so, and try again after this time.
        case critical(after: Duration)
    }

    /// The first wait that is not 0.
    package static let first = Duration.milliseconds(250)
    /// The longest wait.
    package static let longest = Duration.seconds(30)
    /// How many deaths within ``window`` are put up with.
    package static let mostDeaths = 5
    /// The time that deaths are counted over.
    package static let window = Duration.seconds(10)
    /// Who lived this long was healthy: its death is a first one.
    package static let healthy = Duration.seconds(10)

    private var deaths: [ContinuousClock.Instant] = []
    private var deathsInARow = 0

    package init() {}

    /// Takes note of a death.
    ///
    /// - Parameters:
    ///   - now: when it died.
    ///   - lifetime: how long it had lived.
    /// - Returns: what is to be done.
    package mutating func died(at now: ContinuousClock.Instant, afterLiving lifetime: Duration) -> Decision {
        if lifetime >= Self.healthy { deathsInARow = 0 }
        deaths.removeAll { $0.duration(to: now) > Self.window }
        deaths.append(now)
        // No more are needed to know that it is too many: the list stays short.
        deaths = deaths.suffix(Self.mostDeaths + 1)
        defer { deathsInARow += 1 }
        if deaths.count > Self.mostDeaths { return .critical(after: Self.longest) }
        guard deathsInARow > 0 else { return .restart(after: .zero) }
        // 2^7 times the first is over the longest: no need to shift further.
        return .restart(after: min(Self.longest, Self.first * (1 << min(deathsInARow - 1, 7))))
    }
}
