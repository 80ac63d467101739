internal import CoreMetrics
private import Synchronization

/// One series of a counter. Counting is one atomic addition.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    /// What was added in parts of one, as the bits of a floating-point number.
    private let parts = Atomic<UInt64>(0)

    /// How much was counted.
    var value: Double { Double(whole.load(ordering: .relaxed)) + Double(bitPattern: parts.load(ordering: .relaxed)) }

    func increment(by amount: Int64) { whole.wrappingAdd(amount, ordering: .relaxed) }

    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        var old = parts.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (isDone, now) = parts.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if isDone { return }
            old = now
        }
    }

    func reset() { mirror(0) }

    /// Has it say what another process has counted. Where that was started anew the count begins again, as it may.
    func mirror(_ value: Double) {
        whole.store(0, ordering: .relaxed)
        parts.store(value.bitPattern, ordering: .relaxed)
    }
}
