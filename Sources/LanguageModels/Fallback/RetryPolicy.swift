/// When a question that failed is asked again of the same server. Pure.
///
/// The wait doubles with each try and is spread, so that many who failed at the same moment do not come back at the same
/// moment. Before try `n` (from 1) it is between a half and the whole of `min(limit, base · 2ⁿ⁻¹)`:
///
/// | try | `base` 200 ms, `limit` 5 s |
/// |---|---|
/// | 1 | 100 to 200 ms |
/// | 2 | 200 to 400 ms |
/// | 3 | 400 to 800 ms |
/// | 6 and later | 2.5 to 5 s |
///
/// A server that says when it wants to be asked again is not asked before; where that is later than `limit`, not at all.
package struct RetryPolicy: Sendable, Equatable {
    /// How often a question is asked again, 0 to 10.
    package var retries: Int

    /// The longest wait before the first of them, 1 ms to 10 s.
    package var base: Duration

    /// The longest wait before any of them, at least `base`, to 60 s.
    package var limit: Duration

    package init(retries: Int = 2, base: Duration = .milliseconds(200), limit: Duration = .seconds(5)) {
        self.retries = retries
        self.base = base
        self.limit = limit
    }

    /// How long to wait before try `number` (from 1) after `error`; `nil` where it is not to be asked again. `chance` is any
    /// number from 0 to 1, by which the wait is spread.
    package func delay(before number: Int, after error: ModelError, chance: Double) -> Duration? {
        guard number >= 1, number <= retries, error.code.isTransient else { return nil }
        let asked = error.retryAfter ?? .zero
        guard asked <= limit else { return nil }
        let whole = min(limit, base * (1 << min(number - 1, 30)))
        return max(asked, whole * (0.5 + chance / 2))
    }
}
