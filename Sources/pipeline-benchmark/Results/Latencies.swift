import Histogram

/// Many figures of one kind, in nanoseconds.
struct Latencies: Sendable {
    private var histogram = Histogram<UInt32>(numberOfSignificantValueDigits: .three)

    mutating func record(_ nanoseconds: UInt64) { histogram.record(nanoseconds) }

    mutating func record(from start: UInt64, to end: UInt64) { record(end > start ? end - start : 0) }

    var count: Int { Int(histogram.totalCount) }

    /// In milliseconds; `NaN` where nothing was recorded.
    func milliseconds(_ percentile: Double) -> Double {
        count == 0 ? .nan : Double(histogram.valueAtPercentile(percentile)) / 1_000_000
    }

    var median: Double { milliseconds(50) }
}
