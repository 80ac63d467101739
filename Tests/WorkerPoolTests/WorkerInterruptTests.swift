import SpeechFrames
import Testing

@testable import WorkerPool

@Suite(.timeLimit(.minutes(5)))
struct WorkerInterruptTests {
    @Test(
        "after an interrupt nothing of that turn or an earlier one comes, and the next turn is spoken",
        arguments: [
            "speak", "wait", "obey", "hang",
        ]
    )
    func interrupt(kind: String) async throws {
        let answers = try await withPool(configure: { $0.interruptGrace = .milliseconds(100) }) { pool in
            for number in 0..<10 { try await pool.submit(phrase(number, kind, turn: 1)) }
            for number in 0..<10 { try await pool.submit(phrase(number, kind, turn: 2)) }
            _ = await pool.outputs.next()
            pool.interrupt(Interrupt(session: "kitchen", turn: 2, reason: .newCommand))
            try await pool.submit(phrase(10, turn: 2))
            return try await pool.answers(to: (0..<5).map { phrase($0, turn: 3) })
        }
        for number in 0..<5 { #expect(answers.isWhole(phrase(number, turn: 3))) }
        #expect(answers.samples.keys.allSatisfy { $0.turn.turn == 3 } && answers.failed.isEmpty)
    }

    @Test("an interrupt of one turn alone leaves the earlier ones of its session")
    func alone() async throws {
        let others = (0..<5).map { phrase($0, turn: 1) }
        let answers = try await withPool { pool in
            for phrase in others { try await pool.submit(phrase) }
            for number in 0..<5 { try await pool.submit(phrase(number, turn: 2)) }
            pool.interrupt(Interrupt(session: "kitchen", turn: 2, reason: .userRequest, alone: true))
            try await pool.submit(phrase(5, turn: 2))
            return try await pool.answers(count: others.count)
        }
        for phrase in others { #expect(answers.isWhole(phrase)) }
        #expect(answers.samples.keys.allSatisfy { $0.turn.turn == 1 })
    }

    @Test("an interrupt leaves other sessions alone")
    func otherSession() async throws {
        let others = (0..<10).map { phrase($0, session: "bath") }
        let answers = try await withPool { pool in
            for number in 0..<10 { try await pool.submit(phrase(number)) }
            for phrase in others { try await pool.submit(phrase) }
            pool.interrupt(Interrupt(session: "kitchen", turn: 1, reason: .userRequest))
            return try await pool.answers(count: others.count)
        }
        for phrase in others { #expect(answers.isWhole(phrase)) }
    }
}
