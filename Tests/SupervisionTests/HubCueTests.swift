import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("What is said about what is being said", .serialized, .timeLimit(.minutes(5)))
struct HubCueTests {
    private static let story = (1...40).map { "This is sentence number \($0)." }.joined(separator: " ")

    private func withHub(
        _ policy: String,
        output: String,
        _ body: @Sendable (HubTalker, RunningHub, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            try writeFile("\(folder)/story", Self.story)
            var arguments = RunningHub.Arguments()
            arguments.supervisor = ["--new-command", policy]
            arguments.streamer = ["--provider", "replay", "--replay", "\(folder)/story", "--rate", "30"]
            arguments.sequencer = ["--output", output.replacing("FOLDER", with: folder)]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                try await body(talkers[0], hub, folder)
            }
        }
    }

    @Test(
        "stop ends it at once though questions wait or are refused; where nothing is said there is an answer",
        arguments: ["wait", "refuse"]
    )
    func stop(policy: String) async throws {
        try await withHub(policy, output: "null") { talker, hub, _ in
            let story = await talker.ask(.ask(Ask(session: "a", turn: 0, text: "Count.")))
            try await talker.wait(for: story) { $0.progress != nil }
            let stop = try await talker.finish(.ask(Ask(session: "", turn: 0, text: "Please stop talking.")))
            guard case .interrupted(let heard) = talker.turn(story).ending else {
                return #expect(Bool(false), "\(talker.turn(story)) \(hub.words)")
            }
            #expect(Self.story.hasPrefix(heard ?? "?"))
            #expect(stop.text.isEmpty && stop.ending == .finished(heard: 0), "\(stop)")
            let again = try await talker.finish(.ask(Ask(session: "a", turn: 0, text: "Stop.")))
            #expect(again.text == "Okay." && again.failures.isEmpty)
        }
    }

    @Test("the volume holds at once for what is being heard, which goes on, and after audio-sequencer's restart")
    func volume() async throws {
        try await withHub("wait", output: "wav:FOLDER/all.wav") { talker, hub, folder in
            let story = await talker.ask(.ask(Ask(session: "a", turn: 0, text: "Count.")))
            try await talker.wait(for: story) { ($0.progress?.phrase ?? 0) > 2 }
            let mute = try await talker.finish(.ask(Ask(session: "a", turn: 0, text: "Mute.")))
            #expect(mute.text == "Muted." && mute.failures.isEmpty)
            #expect(talker.turn(story).ending == nil)
            for process in hub.processes where process.name == "audio-sequencer" { process.send(SIGKILL) }
            try await talker.wait(for: story) { $0.ending != nil }
            #expect(talker.turn(story).ending != .interrupted(heard: nil) && talker.turn(story).failures.isEmpty)
            _ = await hub.stop()
            let samples = try WAVFile("\(folder)/all.wav").samples
            let second = 22_050
            #expect(samples.count > 10 * second)
            #expect(samples.prefix(second).contains { $0 != 0 })
            #expect(samples.suffix(2 * second).allSatisfy { $0 == 0 })
        }
    }
}
