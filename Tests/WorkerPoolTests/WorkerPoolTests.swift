import SpeechFrames
import TestSupport
import Testing

@testable import WorkerPool

@Suite(.timeLimit(.minutes(5)))
struct WorkerPoolTests {
    @Test("every phrase is answered with its own audio, whole and once")
    func complete() async throws {
        let phrases = (0..<40).map { phrase($0, session: $0 % 2 == 0 ? "kitchen" : "bath") }
        let answers = try await withPool { try await $0.answers(to: phrases) }
        for phrase in phrases { #expect(answers.isWhole(phrase), "\(phrase.phraseID)") }
    }

    @Test("a worker that is slow to start loses nothing")
    func slowStart() async throws {
        try await withTemporaryDirectory { directory in
            let gate = try Gate("\(directory)/gate")
            let answers = try await withPool(ScriptedWorker.command("", gate.path)) { pool in
                for number in 0..<2 { try await pool.submit(phrase(number)) }
                gate.open()
                return try await pool.answers(count: 2)
            }
            #expect(answers.isWhole(phrase(0)) && answers.isWhole(phrase(1)))
        }
    }

    @Test("a phrase with nothing to say is answered with no samples")
    func empty() async throws {
        let answers = try await withPool { try await $0.answers(to: [phrase(0, "empty")]) }
        #expect(answers.synthesized == [phrase(0).phraseID: 0])
    }

    @Test("a worker's refusal is passed on and not tried again")
    func refusal() async throws {
        let answers = try await withPool { try await $0.answers(to: [phrase(0, "refuse"), phrase(1)]) }
        #expect(answers.failed[phrase(0).phraseID]?.code == "cannot")
        #expect(answers.isWhole(phrase(1)))
    }

    @Test("an audio frame is passed on in the worker's own bytes")
    func bytes() async throws {
        try await withPool(workers: 1) { pool in
            try await pool.submit(phrase(7))
            let first = try #require(await pool.outputs.next())
            #expect(first.audio?.sampleCount == 400)
            // Python writes a space after each colon and comma, we do not.
            #expect(String(decoding: first.frame.body, as: UTF8.self).hasPrefix(#"{"type": "audio", "session": "#))
        }
    }

    @Test("the phrases of one turn are spoken side by side")
    func parallel() async throws {
        try await withPool { pool in
            // None of these ends by itself, so three first pieces mean three workers.
            for number in 0..<3 { try await pool.submit(phrase(number, "wait")) }
            var started: Set<Int> = []
            for await output in pool.outputs where started.insert(output.phrase.phrase).inserted {
                if started.count == 3 { break }
            }
            pool.interrupt(Interrupt(session: "kitchen", turn: 1, reason: .userRequest))
        }
    }

    @Test("drain returns when all is answered and taken")
    func drain() async throws {
        let answers = try await withPool { pool in
            for number in 0..<10 { try await pool.submit(phrase(number)) }
            async let drained: Void = pool.drain()
            let answers = try await pool.answers(count: 10)
            try await drained
            return answers
        }
        #expect(answers.synthesized.count == 10)
    }

    @Test("a reader that is slow holds the workers back and loses nothing")
    func backPressure() async throws {
        let phrases = (0..<60).map { phrase($0) }
        let answers = try await withPool(configure: { $0.waitingBytes = 4_000 }) { pool in
            try await pool.answers(to: phrases)
        }
        #expect(answers.failed.mapValues(\.message).isEmpty)
        for phrase in phrases { #expect(answers.isWhole(phrase), "\(phrase.phraseID)") }
    }
}
