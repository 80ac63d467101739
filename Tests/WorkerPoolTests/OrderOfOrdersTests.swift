import SpeechFrames
import TestSupport
import Testing

@testable import WorkerPool

@Suite(.timeLimit(.minutes(5)))
struct OrderOfOrdersTests {
    @Test("a phrase that comes just as another one ends is spoken too", arguments: [UInt64(1)])
    func noneIsLost(seed: UInt64) async throws {
        // Each turn is a phrase, so that nothing waits and each phrase meets a worker that has just become free.
        let turns = 4_000
        let answered = try await withPool(workers: 2, configure: { $0.phraseDeadline = .seconds(60) }) { pool in
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await pool.answers(count: turns).synthesized.count }
                group.addTask {
                    var random = SeededGenerator(seed: seed)
                    for turn in 0..<turns {
                        try await pool.submit(phrase(0, "empty", turn: turn))
                        for _ in 0..<Int.random(in: 0...400, using: &random) { await Task.yield() }
                    }
                    return 0
                }
                return try await group.reduce(0, +)
            }
        }
        #expect(answered == turns)
    }
}
