import TestSupport
import Testing

@Suite("The whole hub under random blows", .timeLimit(.minutes(5)))
struct ChaosTests {
    @Test("nothing is lost, repeated, stale or leaked, whatever is killed or stopped")
    func survives() async throws {
        let chaos = ProgramCommand.ours("hub-chaos", "--for", "20s", "--sessions", "3", "--seed", "11")
        let result = try await runPipeline(chaos, limit: .seconds(240))
        let table = result.text.split(separator: "\n").joined(separator: "; ")
        #expect(result.ends == [.code(0)], "\(table) \(result.messages)")
    }
}
