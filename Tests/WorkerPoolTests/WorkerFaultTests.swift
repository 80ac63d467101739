import SpeechFrames
import TestSupport
import Testing

@testable import WorkerPool

@Suite(.timeLimit(.minutes(5)))
struct WorkerFaultTests {
    /// Only one that hangs has to be waited for; a busy machine is no reason to replace another one.
    private static func deadline(_ fault: String) -> Duration { fault == "hang" ? .seconds(6) : .seconds(60) }

    @Test(
        "a worker that fails in the middle of a phrase is replaced, and the phrase is heard whole and once",
        arguments: ["die", "exit", "hang", "garbage", "unasked", "hole", "rate", "count"]
    )
    func secondTry(fault: String) async throws {
        try await withTemporaryDirectory { directory in
            let phrases = (0..<8).map { phrase($0, $0 == 3 ? "\(fault) \(directory)/once" : "speak") }
            let answers = try await withPool(configure: { $0.phraseDeadline = Self.deadline(fault) }) { pool in
                try await pool.answers(to: phrases)
            }
            #expect(answers.failed.mapValues(\.message).isEmpty)
            for phrase in phrases { #expect(answers.isWhole(phrase), "\(phrase.phraseID)") }
            #expect(answers.words[phrase(3).phraseID]?.sorted() == answers.words[phrase(3).phraseID])
        }
    }

    @Test(
        "a phrase that fails twice is said to have failed, and the rest goes on",
        arguments: [
            ("die", "worker_died"), ("exit", "worker_died"), ("hang", "deadline"), ("garbage", "worker_nonsense"),
            ("unasked", "worker_nonsense"), ("hole", "worker_nonsense"), ("rate", "worker_nonsense"),
            ("count", "worker_nonsense"),
        ]
    )
    func failure(fault: String, code: String) async throws {
        let phrases = (0..<6).map { phrase($0, $0 == 2 ? fault : "speak") }
        let answers = try await withPool(configure: { $0.phraseDeadline = Self.deadline(fault) }) { pool in
            try await pool.answers(to: phrases)
        }
        let failed = try #require(answers.failed[phrase(2).phraseID])
        #expect(failed.code == code && failed.stage == "tts-workers", "\(failed)")
        for phrase in phrases where phrase.phrase != 2 { #expect(answers.isWhole(phrase), "\(phrase.phraseID)") }
    }

    @Test("what a worker said last is in the message")
    func lastWords() async throws {
        let answers = try await withPool { try await $0.answers(to: [phrase(0, "exit")]) }
        let message = try #require(answers.failed[phrase(0).phraseID]?.message)
        #expect(message.hasSuffix("ended with exit code 3; it said: no more"), "\(message)")
    }

    @Test(
        "a command that cannot be started fails phrases soon and is named",
        arguments: [
            (WorkerCommand.program("/nonexistent/voice", arguments: []), "/nonexistent/voice"),
            (.program("no-such-voice", arguments: []), "no-such-voice"),
            (.shell("no-such-voice --fast"), "no-such-voice --fast"),
            (.shell("exit 9"), "exit code 9"),
        ]
    )
    func missingCommand(command: WorkerCommand, named: String) async throws {
        let answers = try await withPool(command) { pool in
            try await pool.answers(to: (0..<5).map { phrase($0) })
        }
        #expect(answers.failed.count == 5)
        let failed = try #require(answers.failed[phrase(0).phraseID])
        #expect(["worker_unavailable", "worker_died"].contains(failed.code))
        #expect(failed.message.contains(named), "\(failed.message)")
    }
}
