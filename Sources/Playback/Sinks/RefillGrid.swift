/// When a sink that plays at its own pace is filled up again: at instants that all such sinks share, so that one wake-up serves
/// them all. Pure. All times are in microseconds.
struct RefillGrid {
    /// What must be left in the sink when it is filled up again, at the least.
    let reserve: Int
    private let step: Int

    /// For sinks that buffer `latency`. They play most of it between two fillings.
    init(latency: Duration) {
        let latency = Int(latency / .microseconds(1))
        step = max(Alarms.grid, latency * 3 / 5 / Alarms.grid * Alarms.grid)
        reserve = max(latency - step, latency / 4)
    }

    /// When a sink with so much left is to be filled up; `nil`: now.
    func due(now: Int, left: Int) -> Int? {
        let latest = now + left - reserve
        guard latest > now else { return nil }
        // What was just filled up lasts a few samples less than the step, by rounding.
        let shared = (latest + min(Alarms.grid, reserve / 2)) / step * step
        // One that was filled between two of the instants has too much left for the one and too little for the other, once.
        return shared > now ? shared : latest
    }
}
