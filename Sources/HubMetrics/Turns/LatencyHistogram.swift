private import Histogram

/// How long something took, time after time, to two significant digits. It has the same size however often.
package struct LatencyHistogram: Sendable {
    /// In tenths of milliseconds; what takes longer than an hour counts as that.
    private static let longest: UInt64 = 36_000_000

    private var histogram = Histogram<UInt32>(
        highestTrackableValue: Self.longest,
        numberOfSignificantValueDigits: .two
    )
    private var total = Duration.zero

    package init() {}

    /// Notes one; none where there is none.
    package mutating func note(_ latency: Duration?) {
        guard let latency else { return }
        histogram.record(min(UInt64(max(0, latency / .microseconds(100))), Self.longest))
        total += latency
    }

    /// Adds all that another one has noted.
    package mutating func add(_ other: Self) {
        histogram.add(other.histogram)
        total += other.total
    }

    /// How many were noted.
    package var count: Int { Int(histogram.totalCount) }

    /// Their mean, exactly, in milliseconds; `nil` where there is none.
    package var mean: Double? { count > 0 ? total / .milliseconds(count) : nil }

    /// What so many in a hundred do not go beyond, in milliseconds; 100: the longest. `nil` where there is none.
    package func percentile(_ percent: Double) -> Double? {
        count > 0 ? Double(histogram.valueAtPercentile(percent)) / 10 : nil
    }
}
