import Testing

@Suite("Whatever dies, one or several after the other, each sample is heard once and in order")
struct DyingStagesTests {
    /// Each seed is one order of events; a failure names it.
    @Test("random deaths of stages and links", .serialized, arguments: 0..<40)
    func randomDeaths(block: Int) async throws {
        for number in 0..<25 {
            // For seconds, all of them would leave no thread to the tests beside them, whose links would count as dead.
            await Task.yield()
            let seed = UInt64(block * 25 + number)
            var hub = SimulatedHub(seed: seed)
            let ended = try hub.run(deaths: Int(seed % 9))
            #expect(ended, "seed \(seed): \(hub.log)")
            #expect(hub.ear == SimulatedHub.expected, "seed \(seed): \(hub.log)")
        }
    }
}
