/// How long something took, in milliseconds: the mean, and what 50, 95 and 99 in a hundred do not go beyond, to two significant digits.
package struct LatencySummary: Sendable, Equatable, Encodable {
    /// In how many turns.
    package var turns: Int
    package var mean: Double
    package var p50: Double
    package var p95: Double
    package var p99: Double

    enum CodingKeys: String, CodingKey {
        case turns
        case mean = "mean_ms"
        case p50 = "p50_ms"
        case p95 = "p95_ms"
        case p99 = "p99_ms"
    }

    /// `nil` where nothing was noted.
    init?(_ latencies: LatencyHistogram) {
        guard let mean = latencies.mean, let p50 = latencies.percentile(50), let p95 = latencies.percentile(95),
            let p99 = latencies.percentile(99)
        else { return nil }
        turns = latencies.count
        self.mean = mean.rounded(toPlaces: 1)
        (self.p50, self.p95, self.p99) = (p50, p95, p99)
    }
}
