/// When a worker that ended is started again: at once the first time, then later and later.
///
/// | ends in a row | 1 | 2 | 3 | 4 | … | 9 | 10 |
/// |---|---|---|---|---|---|---|---|
/// | waits | 0 | 250 ms | 500 ms | 1 s | … | 30 s | 30 s |
package struct RestartBackoff: Sendable, Equatable {
    /// The first wait that is not 0.
    package static let first = Duration.milliseconds(250)
    /// The longest wait.
    package static let longest = Duration.seconds(30)
    /// Who lived this long was healthy, even if there was nothing to do.
    package static let healthy = Duration.seconds(10)

    private var endsInARow = 0

    package init() {}

    /// The wait before the next start.
    ///
    /// - Parameters:
    ///   - lifetime: how long the worker lived.
    ///   - wasUseful: whether it answered a phrase; then its end counts as the first.
    /// - Returns: how long to wait.
    package mutating func delay(afterLiving lifetime: Duration, wasUseful: Bool) -> Duration {
        if wasUseful || lifetime >= Self.healthy { endsInARow = 0 }
        defer { endsInARow += 1 }
        guard endsInARow > 0 else { return .zero }
        // 2^7 times the first is over the longest: no need to shift further.
        return min(Self.longest, Self.first * (1 << min(endsInARow - 1, 7)))
    }
}
