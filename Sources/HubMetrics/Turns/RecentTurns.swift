/// The turns that ended last, each as it was. However many there are, at most ``limit`` are kept.
package struct RecentTurns: Sendable {
    /// How many are kept.
    package static let limit = 256

    private struct Entry: Sendable {
        var report: TurnReport
        var ended: ContinuousClock.Instant
    }

    private var entries: [Entry] = []
    /// The place of the next one, once all places are taken.
    private var next = 0

    package init() {}

    /// Keeps one that has ended now; of too many, the one that ended first goes.
    package mutating func note(_ report: TurnReport, at now: ContinuousClock.Instant) {
        let entry = Entry(report: report, ended: now)
        if entries.count < Self.limit {
            entries.append(entry)
        } else {
            entries[next] = entry
            next = (next + 1) % Self.limit
        }
    }

    /// Those that ended no longer ago than `age`, the last one first, at most `count`.
    package func ended(
        within age: Duration,
        of now: ContinuousClock.Instant,
        atMost count: Int = limit
    ) -> [TurnReport] {
        (entries[..<next].reversed() + entries[next...].reversed())
            .prefix { $0.ended + age >= now }
            .prefix(count).map(\.report)
    }
}
