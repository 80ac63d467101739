import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("Commands are carried out once", .serialized, .timeLimit(.minutes(5)))
struct HubCommandTests {
    /// Who carries commands out writes each down; with `play_media` it waits until it is let go.
    private static func house(_ folder: String) -> String {
        """
        #!/bin/sh
        read -r line
        echo "$line" >>\(folder)/log
        case "$line" in
            *play_media*) while [ ! -e \(folder)/go ] && [ -d \(folder) ]; do sleep 0.05; done;;
        esac
        echo '{"spoken":"It is done."}'
        """
    }

    @Test("llm-streamer dies between a command's delivery and its outcome: it is not sent twice, and that is said")
    func killed() async throws {
        try await withTemporaryDirectory { folder in
            try writeFile("\(folder)/house", Self.house(folder))
            chmod("\(folder)/house", 0o700)
            let rules = "delivery: house\ndeliveries: {house: {run: [\(folder)/house], deadline: 60s}}\n"
            try writeFile("\(folder)/rules.yaml", rules)
            var arguments = RunningHub.Arguments()
            arguments.streamer = ["--provider", "replay", "--rules", "\(folder)/rules.yaml"]
            arguments.sequencer = ["--output", "null"]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                let told = { @Sendable in
                    (try? readFile("\(folder)/log")).map { String(decoding: $0, as: UTF8.self) } ?? ""
                }
                let text = "Turn on the lamp, play jazz and turn on the fan"
                let turn = await talkers[0].ask(.ask(Ask(session: "kitchen", turn: 0, text: text)))
                #expect(await eventually(within: .seconds(60)) { told().contains("play_media") })
                for process in hub.processes where process.name == "llm-streamer" { process.send(SIGKILL) }
                try await talkers[0].wait(for: turn) { $0.ending != nil }
                try writeFile("\(folder)/go", "")
                let lost = "Something went wrong on my side, and I don't know whether that was done."
                #expect(talkers[0].turn(turn).text == "It is done. \(lost) It is done.")
                let lines = told().split(separator: "\n")
                let known = ["lamp", "jazz", "fan"]
                #expect(lines.map { line in known.first { line.contains($0) } } == known, "\(told()) \(hub.words)")
                #expect(Set(lines.compactMap { $0.split(separator: "\"id\":\"").last?.prefix(32) }).count == 3)
            }
        }
    }
}
