import Testing

@testable import Playback

@Suite("filling up together")
struct RefillGridTests {
    /// A sink of 100 ms at 22,050 Hz, by the arithmetic of a real one.
    private struct Sink {
        static let rate = 22_050
        let capacity = 100 * rate / 1_000
        var written = 0
        var filledAt = 0

        func left(_ now: Int) -> Int { max(0, written - (now - filledAt) * Self.rate / 1_000_000) }

        mutating func fill(_ now: Int, to samples: Int) {
            written = max(left(now), samples)
            filledAt = now
        }
    }

    @Test("sinks are soon filled up at the same instants, and are never nearly empty", arguments: 0..<20)
    func meets(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let grid = RefillGrid(latency: .milliseconds(100))
        var now = Int.random(in: 0..<10_000_000, using: &random)
        var sink = Sink()
        for filling in 0..<40 {
            // A phrase's end may bring less than there is room for, once.
            sink.fill(now, to: filling == 3 ? sink.capacity / 2 : sink.capacity)
            // Who fills it up comes late, and asks when it has written.
            now += Int.random(in: 0..<3_000, using: &random)
            let left = sink.left(now) * 1_000_000 / Sink.rate
            guard let due = grid.due(now: now, left: left) else {
                Issue.record("it asks for more at once, with \(left) µs left")
                return
            }
            #expect(due > now)
            #expect(now + left - due >= grid.reserve - Alarms.grid - 100)
            if filling > 6 { #expect(due.isMultiple(of: 60_000)) }
            now = due + Int.random(in: 0..<3_000, using: &random)
        }
    }

    @Test("a sink that is nearly empty is filled up at once")
    func empty() {
        let grid = RefillGrid(latency: .milliseconds(100))
        #expect(grid.due(now: 7, left: 0) == nil)
        #expect(grid.due(now: 7, left: grid.reserve) == nil)
        #expect(grid.due(now: 7, left: grid.reserve + 1_000) == 1_007)
    }

    @Test("any latency leaves something in the sink while it waits", arguments: [1, 10, 20, 50, 100, 250, 2_000])
    func latency(milliseconds: Int) throws {
        let grid = RefillGrid(latency: .milliseconds(milliseconds))
        #expect(grid.reserve > 0)
        let due = try #require(grid.due(now: 1_000_003, left: milliseconds * 1_000))
        #expect(due < 1_000_003 + milliseconds * 1_000)
    }
}
