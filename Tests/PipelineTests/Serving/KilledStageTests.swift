import CountedSound
import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("Any process can be killed at any moment, and the answer goes on", .timeLimit(.minutes(2)))
struct KilledStageTests {
    private static let turn = TurnID(session: "kitchen", turn: 1)
    private static let answer = (1...16).map { "This is sentence number \($0) of a story that is long." }
        .joined(separator: " ")

    /// What is done to the stages at a random moment.
    enum Blow: String, CaseIterable, Sendable {
        case llm, tts, audio, worker, any
        /// Two of the three are killed before either is started again.
        case two
        /// One is stopped (SIGSTOP) and killed, as the supervisor does with what hangs.
        case hang
        /// One is stopped and goes on.
        case pause
    }

    /// Runs one turn into `output` and strikes as often as `count` says, each after a random number of frames.
    private func run(_ blow: Blow, seed: UInt64, count: Int, output: String, in folder: String) async throws {
        let arguments = try HubUnderTest.counting(Self.answer, into: output, in: folder)
        try await HubUnderTest.run(in: folder, arguments) { hub in
            var random = SeededGenerator(seed: seed)
            try await hub.ask(Ask(session: Self.turn.session, turn: Self.turn.turn, text: "Why?"))
            for _ in 0..<count {
                let seen = hub.frames.count + Int.random(in: 1...25, using: &random)
                try await hub.wait { $0.count >= seen || Self.isFinished($0) }
                try await Self.strike(blow, hub, &random)
            }
            try await hub.wait(until: Self.isFinished)
            // Tokens come over another link than the end.
            try await hub.wait { _ in hub.text(of: Self.turn).count >= Self.answer.count }
            #expect(hub.text(of: Self.turn) == Self.answer)
            let failures = hub.frames.filter { $0.type == .failed }
            #expect(failures.isEmpty, "\(failures)")
        }
    }

    private static func isFinished(_ frames: [Frame]) -> Bool {
        frames.contains { if case .finished = $0 { true } else { false } }
    }

    private static func strike(_ blow: Blow, _ hub: HubUnderTest, _ random: inout SeededGenerator) async throws {
        let victims = HubUnderTest.Stage.allCases.shuffled(using: &random)
        switch blow {
        case .llm: try hub.kill(.llm)
        case .tts: try hub.kill(.tts)
        case .audio: try hub.kill(.audio)
        case .worker:
            if let worker = hub.workers.randomElement(using: &random) { Glibc.kill(worker, SIGKILL) }
        case .any:
            let one = [Blow.llm, .tts, .audio, .worker].randomElement(using: &random) ?? .audio
            try await strike(one, hub, &random)
        case .two: try hub.kill(victims[0], victims[1])
        case .hang:
            try await hub.stop(victims[0])
            try hub.kill(victims[0])
        case .pause:
            try await hub.stop(victims[0])
            hub.resume(victims[0])
        }
    }

    private func check(_ samples: [Int16]) {
        let track = CountedTrack(samples)
        let tag = CountedRecord.tag(session: Self.turn.session, turn: Self.turn.turn)
        #expect(track.faults(tag: tag, text: Self.answer.unicodeScalars.count).isEmpty)
    }

    @Test("every sample is played, and none twice", arguments: Blow.allCases, [UInt64(1), 2])
    func complete(blow: Blow, seed: UInt64) async throws {
        try await withTemporaryDirectory { folder in
            let output = "\(folder)/answer.wav"
            try await run(blow, seed: seed, count: blow == .any ? 5 : 3, output: "wav:\(output)", in: folder)
            check(try WAVFile(output).samples)
        }
    }

    @Test("a file without a header goes on where it was heard, too")
    func samplesOnly() async throws {
        try await withTemporaryDirectory { folder in
            let output = "\(folder)/answer.pcm"
            try await run(.audio, seed: 3, count: 4, output: "pcm:\(output)", in: folder)
            check(littleEndianSamples(try readFile(output)))
        }
    }
}
