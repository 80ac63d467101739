/// The turns of the last hour and of the one before, added up by five minutes. However many there are, it has one size.
package struct HourlyTurns: Sendable {
    /// The turns of an hour.
    package struct Hour: Sendable {
        package var figures = TurnFigures()
        /// How long people waited, as ``TurnReport/latency``.
        package var latency = LatencyHistogram()

        mutating func add(_ other: Self) {
            figures.add(other.figures)
            latency.add(other.latency)
        }
    }

    /// Five minutes.
    private struct Slot: Sendable {
        /// Which, counted from the start.
        var number: Int
        var hour = Hour()
    }

    private static let slotLength = Duration.seconds(300)
    private static let slotsPerHour = 12

    private let origin: ContinuousClock.Instant
    /// The slots of two hours, each where its number says; `nil` where nothing was noted yet.
    private var slots = [Slot?](repeating: nil, count: slotsPerHour * 2)

    /// Begins now.
    package init(from origin: ContinuousClock.Instant) {
        self.origin = origin
    }

    /// Adds a turn that has ended now.
    package mutating func note(_ report: TurnReport, at now: ContinuousClock.Instant) {
        let number = number(of: now)
        let place = number % slots.count
        var slot = slots[place].flatMap { $0.number == number ? $0 : nil } ?? Slot(number: number)
        slot.hour.figures.note(report)
        slot.hour.latency.note(report.latency)
        slots[place] = slot
    }

    /// The hour until now, to five minutes.
    package func lastHour(_ now: ContinuousClock.Instant) -> Hour { hour(back: 0, now) }

    /// The hour before that.
    package func hourBefore(_ now: ContinuousClock.Instant) -> Hour { hour(back: 1, now) }

    private func hour(back: Int, _ now: ContinuousClock.Instant) -> Hour {
        let end = number(of: now) - back * Self.slotsPerHour
        let wanted = (end - Self.slotsPerHour + 1)...end
        var hour = Hour()
        for case let slot? in slots where wanted.contains(slot.number) { hour.add(slot.hour) }
        return hour
    }

    private func number(of now: ContinuousClock.Instant) -> Int {
        max(0, Int(origin.duration(to: now) / Self.slotLength))
    }
}
