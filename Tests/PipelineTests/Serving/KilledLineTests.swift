import CountedSound
import SpeechFrames
import TestSupport
import Testing

@Suite("All stages can be killed at once, and the answer goes on", .timeLimit(.minutes(2)))
struct KilledLineTests {
    private static let turn = TurnID(session: "kitchen", turn: 1)

    @Test(
        "every sample is played, and none twice, though nobody is left who knows how the answer was cut",
        arguments: 1...3
    )
    func complete(number: Int) async throws {
        let story = NumberedStory(number: number, sentences: 14)
        // A model that goes on with what was answered: that comes at once, and not in tokens as it did before.
        try await FakeOllama.with({ NumberedStory.answer(to: $0, rate: 60) }) { model in
            try await withTemporaryDirectory { folder in try await Self.tell(story, by: model.url, in: folder) }
        }
    }

    private static func tell(_ story: NumberedStory, by url: String, in folder: String) async throws {
        let output = "\(folder)/answer.wav"
        var arguments = try HubUnderTest.counting("", into: "wav:\(output)", in: folder)
        arguments[.llm] = ["--url", url]
        try await HubUnderTest.run(in: folder, arguments) { try await strike($0, telling: story) }
        let track = CountedTrack(try WAVFile(output).samples)
        let tag = CountedRecord.tag(session: turn.session, turn: turn.turn)
        let faults = track.faults(tag: tag, text: story.text.unicodeScalars.count)
        #expect(faults == CountedTrack.Faults())
    }

    private static func strike(_ hub: HubUnderTest, telling story: NumberedStory) async throws {
        try await hub.ask(Ask(session: turn.session, turn: turn.turn, text: story.question))
        // The sequencer alone first: so the file goes on in the middle of the answer.
        try await wait(for: 2, hub)
        try hub.kill(.audio)
        try await wait(for: 4, hub)
        try hub.kill(.llm, .tts, .audio)
        try await wait(for: 7, hub)
        try hub.kill(.llm, .tts, .audio)
        try await hub.wait { frames in frames.contains { $0.type == .finished } }
        try await hub.wait { _ in hub.text(of: turn) == story.text }
        #expect(!hub.frames.contains { $0.type == .failed })
    }

    /// Suspends until a phrase is heard; or all of them were, while the test's own link to the sequencer was not there.
    private static func wait(for phrase: Int, _ hub: HubUnderTest) async throws {
        try await hub.wait { frames in
            heardPhrases(frames) >= phrase || frames.contains { $0.type == .finished }
        }
    }

    private static func heardPhrases(_ frames: [Frame]) -> Int {
        var phrases = 0
        for case .progress(let progress) in frames { phrases = max(phrases, progress.phrase) }
        return phrases
    }
}
