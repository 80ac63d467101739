import TestSupport

extension ManualClock {
    /// The clock's time as frames carry it.
    var microseconds: Int { Int(Instant(offset: .zero).duration(to: now) / .microseconds(1)) }
}
