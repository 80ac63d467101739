/// How long a link waits before it tries again: 10 ms, doubled with each failure to at most 1 s, each with a random part
/// so that several do not come at once.
///
/// | failures in a row | from | to |
/// |---|---|---|
/// | 1 | 5 ms | 10 ms |
/// | 2 | 10 ms | 20 ms |
/// | 5 | 80 ms | 160 ms |
/// | 8 and more | 500 ms | 1 s |
package struct LinkBackoff: Sendable {
    private var failures = 0

    package init() {}

    /// The wait after one more failure; `random` is from 0 to 1.
    package mutating func next(random: Double = .random(in: 0...1)) -> Duration {
        let longest = min(Duration.milliseconds(10) * (1 << min(failures, 7)), .seconds(1))
        failures += 1
        return longest / 2 + longest / 2 * random
    }

    /// A connection stood.
    package mutating func reset() {
        failures = 0
    }
}
