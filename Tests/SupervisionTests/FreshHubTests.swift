import SpeechFrames
import TestSupport
import Testing

@Suite("A hub that is started anew", .timeLimit(.minutes(2)))
struct FreshHubTests {
    @Test("says its turns whole, though an earlier hub, killed long ago, has left turns with the same numbers")
    func leftBehind() async throws {
        var arguments = RunningHub.Arguments()
        arguments.streamer = ["--provider", "replay"]
        arguments.sequencer = ["--output", "null"]
        let leave = { (hub: RunningHub) throws -> Void in
            // "k", in hexadecimal.
            try writeFile("\(hub.directory)/audio.places", "ended 1 6b\nat 2 7 100 - - 6b\n")
            let phrase = Phrase(session: "k", turn: 3, phrase: 0, text: "Good evening.", source: [0, 13])
            let body = try RawFrame(.phrase(phrase)).body
            try writeFile("\(hub.directory)/llm.answers", String(decoding: body, as: UTF8.self) + "\n")
        }
        try await RunningHub.with(arguments, talkers: 1, preparing: leave) { hub, talkers in
            for number in 1...3 {
                let said = try await talkers[0].finish(.say(Say(text: "Good morning.", session: "k")))
                #expect(said.id?.turn == number)
                #expect(said.ending == .finished(heard: 1), "\(hub.words)")
            }
        }
    }
}
