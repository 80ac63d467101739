internal import CoreMetrics
private import Synchronization

/// One series of a histogram.
final class HistogramSeries: RecorderHandler, TimerHandler {
    /// What it holds at one moment.
    struct Counts: Sendable, Equatable {
        /// How many values there were in each bucket, the last of which has no bound.
        var buckets: [Int]
        var sum = 0.0
        /// The last value in each bucket that an example is known of.
        var exemplars: [Int: Exemplar] = [:]

        var count: Int { buckets.reduce(0, +) }
    }

    /// Up to where each bucket but the last goes, itself included.
    let bounds: [Double]
    private let counts: Mutex<Counts>

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Mutex(Counts(buckets: Array(repeating: 0, count: bounds.count + 1)))
    }

    var value: Counts { counts.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { record(value, nil) }

    /// Records a value, of which a trace may tell more.
    func record(_ value: Double, _ trace: (id: String, time: WallTime)?) {
        // A value that is none would make the sum none for ever.
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock { counts in
            counts.buckets[bucket] += 1
            counts.sum += value
            if let trace { counts.exemplars[bucket] = Exemplar(trace: trace.id, value: value, time: trace.time) }
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    /// Has it say what another process has counted, in the same buckets; in others it is let be.
    func mirror(_ buckets: [Int], sum: Double) {
        guard buckets.count == bounds.count + 1, buckets.allSatisfy({ $0 >= 0 }), sum.isFinite else { return }
        counts.withLock { $0 = Counts(buckets: buckets, sum: sum) }
    }
}
