import HubMetrics
import Testing

@Suite("The last hour against the one before")
struct TrendsTests {
    private static let start = ContinuousClock.now

    private static func trends(
        _ before: (turns: Int, failed: Int, latency: Int),
        _ last: (turns: Int, failed: Int, latency: Int)
    ) -> Trends {
        var hours = HourlyTurns(from: start)
        for (hour, instant) in [(before, start), (last, start + .seconds(3_600))] {
            for turn in 0..<hour.turns {
                let outcome: TurnReport.Outcome = turn < hour.failed ? .failed : .finished
                hours.note(.made(outcome, firstSound: .milliseconds(hour.latency)), at: instant)
            }
        }
        return Trends(hours, at: start + .seconds(3_700))
    }

    @Test("errors go first, then how long people wait; a little of either is nothing")
    func directions() {
        #expect(Self.trends((20, 0, 300), (20, 0, 310)).direction == .stable)
        #expect(Self.trends((20, 0, 300), (20, 2, 300)).direction == .degrading)
        #expect(Self.trends((20, 4, 300), (20, 0, 900)).direction == .improving)
        #expect(Self.trends((20, 0, 300), (20, 0, 600)).direction == .degrading)
        #expect(Self.trends((20, 0, 600), (20, 0, 300)).direction == .improving)
        // Twice as long, and nobody notices.
        #expect(Self.trends((20, 0, 20), (20, 0, 40)).direction == .stable)
    }

    @Test("where an hour had hardly a turn no direction is made up")
    func unknown() {
        let trends = Self.trends((4, 0, 300), (20, 0, 3_000))
        #expect(trends.direction == .unknown)
        #expect(trends.hourBefore.sessions == 4 && trends.lastHour.sessions == 20)
    }
}
