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

    enum Victim: String, CaseIterable, Sendable {
        case llm, tts, audio, worker, any
    }

    /// Runs one turn into `output` and kills `victim` as often as `kills` says, each after a random number of frames.
    private func run(_ victim: Victim, seed: UInt64, kills: Int, output: String, in folder: String) async throws {
        try writeFile("\(folder)/answer", Self.answer)
        let arguments: [HubUnderTest.Stage: [String]] = [
            .llm: ["--provider", "replay", "--replay", "\(folder)/answer", "--rate", "100"],
            // A busy machine is no reason to skip a phrase here.
            .tts: ["--phrase-deadline", "60s", "--worker", "exec \(ProgramCommand.path(of: "counting-worker"))"],
            .audio: ["--phrase-deadline", "60s", "--output", output],
        ]
        try await HubUnderTest.run(in: folder, arguments) { hub in
            var random = SeededGenerator(seed: seed)
            try await hub.ask(Ask(session: Self.turn.session, turn: Self.turn.turn, text: "Why?"))
            for _ in 0..<kills {
                let seen = hub.frames.count + Int.random(in: 1...25, using: &random)
                try await hub.wait { $0.count >= seen || Self.isFinished($0) }
                try Self.kill(victim, of: hub, &random)
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

    private static func kill(_ victim: Victim, of hub: HubUnderTest, _ random: inout SeededGenerator) throws {
        switch victim {
        case .llm: try hub.kill(.llm)
        case .tts: try hub.kill(.tts)
        case .audio: try hub.kill(.audio)
        case .worker:
            if let worker = hub.workers.randomElement(using: &random) { Glibc.kill(worker, SIGKILL) }
        case .any:
            let one = [Victim.llm, .tts, .audio, .worker].randomElement(using: &random) ?? .audio
            try kill(one, of: hub, &random)
        }
    }

    private func check(_ samples: [Int16]) {
        let track = CountedTrack(samples)
        let tag = CountedRecord.tag(session: Self.turn.session, turn: Self.turn.turn)
        #expect(track.faults(tag: tag, text: Self.answer.unicodeScalars.count).isEmpty)
    }

    @Test("every sample is played, and none twice", arguments: Victim.allCases, [UInt64(1), 2])
    func complete(victim: Victim, seed: UInt64) async throws {
        try await withTemporaryDirectory { folder in
            let output = "\(folder)/answer.wav"
            try await run(victim, seed: seed, kills: victim == .any ? 5 : 3, output: "wav:\(output)", in: folder)
            check(try WAVFile(output).samples)
        }
    }

    @Test("a file without a header goes on where it was heard, too")
    func samplesOnly() async throws {
        try await withTemporaryDirectory { folder in
            let output = "\(folder)/answer.pcm"
            try await run(.audio, seed: 3, kills: 4, output: "pcm:\(output)", in: folder)
            check(littleEndianSamples(try readFile(output)))
        }
    }
}
