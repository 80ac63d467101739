import CountedSound
import SpeechFrames
import TestSupport
import Testing

@Suite("An announcement beside an answer survives the sequencer's death", .timeLimit(.minutes(2)))
struct AnnouncedAnswerTests {
    private static let answer = TurnID(session: "kitchen", turn: 1)
    private static let note = TurnID(session: "hall", turn: 1)
    private static let text = (1...12).map { "This is sentence number \($0) of a story." }.joined(separator: " ")
    private static let announcement = "Dinner is ready, come down all of you. It gets cold."

    private static func isFinished(_ turn: TurnID, _ frames: [Frame]) -> Bool {
        frames.contains { if case .finished(let finished) = $0 { finished.turnID == turn } else { false } }
    }

    @Test(
        "every sample of both is in the file once, however often the sequencer is killed",
        arguments: [Manner.pause, .between, .after],
        [UInt64(1), 2]
    )
    func killed(manner: Manner, seed: UInt64) async throws {
        try await withTemporaryDirectory { folder in
            let arguments = try HubUnderTest.counting(Self.text, into: "pcm:\(folder)/a.pcm", in: folder)
            try await HubUnderTest.run(in: folder, arguments) { hub in
                var random = SeededGenerator(seed: seed)
                try await hub.ask(Ask(session: Self.answer.session, turn: 1, text: "Why?"))
                let start = Int.random(in: 1...40, using: &random)
                try await hub.wait { $0.count >= start }
                try await hub.ask(
                    Ask(session: Self.note.session, turn: 1, text: Self.announcement, manner: manner, say: true)
                )
                for _ in 0..<4 {
                    let seen = hub.frames.count + Int.random(in: 1...15, using: &random)
                    try await hub.wait { frames in
                        frames.count >= seen || Self.isFinished(Self.answer, frames)
                    }
                    try hub.kill(.audio)
                }
                try await hub.wait { Self.isFinished(Self.answer, $0) && Self.isFinished(Self.note, $0) }
            }
            let samples = littleEndianSamples(try readFile("\(folder)/a.pcm"))
            let track = CountedTrack(samples)
            var foreign = 0
            for (turn, text) in [(Self.answer, Self.text), (Self.note, Self.announcement)] {
                let tag = CountedRecord.tag(session: turn.session, turn: turn.turn)
                var faults = track.faults(tag: tag, text: text.unicodeScalars.count)
                foreign += faults.foreign
                faults.foreign = 0
                #expect(faults.isEmpty, "seed \(seed), \(turn): \(faults)")
            }
            // What is foreign to one is the other's, to the sample.
            #expect(foreign == samples.count)
        }
    }

    /// One sentence without a comma is one phrase.
    private static func sound(_ text: String, of turn: TurnID) -> [Int16] {
        let count = text.unicodeScalars.count * CountedRecord.recordsPerScalar
        return (0..<count).flatMap { index in
            CountedRecord(
                tag: CountedRecord.tag(session: turn.session, turn: turn.turn),
                phrase: 0,
                index: UInt16(index),
                count: UInt16(count),
                source: 0
            ).samples
        }
    }

    @Test(
        "one that is heard over it is mixed once with each sample, however often the sequencer is killed",
        arguments: UInt64(1)...4
    )
    func mixed(seed: UInt64) async throws {
        let text =
            "The sea is salty since the rivers that run into it wash a little salt out of the rocks on their way."
        let announcement = "The tea is ready for all of you."
        try await withTemporaryDirectory { folder in
            var arguments = try HubUnderTest.counting("", into: "pcm:\(folder)/a.pcm", in: folder)
            // So slow that the answer is not over when the announcement comes.
            arguments[.tts]? += ["--worker", "exec \(ProgramCommand.path(of: "counting-worker")) 40"]
            try await HubUnderTest.run(in: folder, arguments) { hub in
                var random = SeededGenerator(seed: seed)
                try await hub.ask(Ask(session: Self.answer.session, turn: 1, text: text, say: true))
                try await hub.wait { $0.contains { $0.type == .progress } }
                let note = Ask(session: Self.note.session, turn: 1, text: announcement, manner: .over, say: true)
                try await hub.ask(note)
                for _ in 0..<3 {
                    let seen = hub.frames.count + Int.random(in: 1...4, using: &random)
                    try await hub.wait { frames in
                        frames.count >= seen || Self.isFinished(Self.answer, frames)
                    }
                    try hub.kill(.audio)
                }
                try await hub.wait { Self.isFinished(Self.answer, $0) && Self.isFinished(Self.note, $0) }
            }
            let mix = MixedSound(
                Self.sound(announcement, of: Self.note),
                over: Self.sound(text, of: Self.answer),
                rate: CountedRecord.rate
            )
            #expect(mix.firstFault(in: littleEndianSamples(try readFile("\(folder)/a.pcm"))) == nil, "seed \(seed)")
        }
    }
}
