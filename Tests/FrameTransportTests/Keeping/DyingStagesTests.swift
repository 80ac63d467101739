import Testing

@Suite("Whatever dies, one or several after the other, each sample is heard once and in order")
struct DyingStagesTests {
    /// Each seed is one order of events; a failure names it.
    @Test("random deaths of stages and links", arguments: 0..<40)
    func randomDeaths(block: Int) throws {
        for number in 0..<25 {
            let seed = UInt64(block * 25 + number)
            var hub = SimulatedHub(seed: seed)
            let ended = try hub.run(deaths: Int(seed % 9))
            #expect(ended, "seed \(seed): \(hub.log)")
            #expect(hub.ear == SimulatedHub.expected, "seed \(seed): \(hub.log)")
        }
    }
}
