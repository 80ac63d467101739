import Testing

@testable import FrameTransport

@Suite("A peer that hangs is told from a machine that has no time")
struct PeerPatienceTests {
    private let even = PeerPatience.interval

    /// In which interval the peer counts as hung, of those that are given as lengths; all silent.
    private func end(_ lengths: [Duration], isGreeted: Bool = true) -> Int? {
        var patience = PeerPatience()
        return lengths.firstIndex { patience.pass($0, wasHeard: false, isGreeted: isGreeted) }
    }

    @Test("two seconds of silence are enough")
    func silence() {
        #expect(end(Array(repeating: even, count: 10)) == 3)
    }

    @Test("time in which we ourselves did not run is not the peer's silence")
    func starved() {
        #expect(end(Array(repeating: .seconds(3), count: 100)) == nil)
        #expect(end([even, .seconds(5), even, .seconds(5), even, even]) == 5)
    }

    @Test("whatever is heard starts the count again")
    func heard() {
        var patience = PeerPatience()
        for _ in 0..<20 {
            let ends = [false, false, false, true].map { patience.pass(even, wasHeard: $0, isGreeted: true) }
            #expect(!ends.contains(true))
        }
    }

    @Test("one that has not said who it is has more time")
    func beforeGreeting() {
        #expect(end(Array(repeating: even, count: 30), isGreeted: false) == 19)
    }
}
