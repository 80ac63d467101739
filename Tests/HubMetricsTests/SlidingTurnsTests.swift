import HubMetrics
import Testing

@Suite("The turns of a time")
struct SlidingTurnsTests {
    private let start = ContinuousClock.now

    @Test("an hour holds what ended in it, and then it is the hour before; in the end it is gone")
    func hours() {
        var hours = HourlyTurns(from: start)
        for _ in 0..<10 { hours.note(.made(), at: start) }
        let sums = { (minutes: Int) in
            let now = start + .seconds(minutes * 60)
            return (hours.lastHour(now).figures.turns, hours.hourBefore(now).figures.turns)
        }
        #expect(sums(0) == (10, 0))
        #expect(sums(59) == (10, 0))
        #expect(sums(60) == (0, 10))
        #expect(sums(119) == (0, 10))
        #expect(sums(121) == (0, 0))
        hours.note(.made(), at: start + .seconds(7_200))
        #expect(sums(120) == (1, 0))
    }

    @Test("of more turns than there is room for the last ones are kept, the last one first")
    func recent() {
        var recent = RecentTurns()
        for turn in 1...1_000 { recent.note(.made { $0.turn = turn }, at: start) }
        let turns = recent.ended(within: .seconds(1), of: start).map(\.turn)
        #expect(turns == Array((1_000 - RecentTurns.limit + 1...1_000).reversed()))
        #expect(recent.ended(within: .seconds(1), of: start, atMost: 2).map(\.turn) == [1_000, 999])
    }

    @Test("what ended too long ago does not count")
    func age() {
        var recent = RecentTurns()
        recent.note(.made { $0.turn = 1 }, at: start)
        recent.note(.made { $0.turn = 2 }, at: start + .seconds(10))
        #expect(recent.ended(within: .seconds(5), of: start + .seconds(12)).map(\.turn) == [2])
    }

    @Test("percentiles are right to two digits, and the mean exactly")
    func percentiles() {
        var latencies = LatencyHistogram()
        for milliseconds in 1...1_000 { latencies.note(.milliseconds(milliseconds)) }
        latencies.note(nil)
        #expect(latencies.count == 1_000)
        #expect(latencies.mean == 500.5)
        for (percent, value) in [(50.0, 500.0), (95, 950), (99, 990), (100, 1_000)] {
            #expect(abs((latencies.percentile(percent) ?? 0) / value - 1) < 0.01)
        }
        latencies.note(.seconds(100_000))
        #expect(latencies.percentile(100).map { $0 < 3_700_000 } == true)
    }
}
