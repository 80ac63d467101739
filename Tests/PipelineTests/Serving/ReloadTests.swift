import Glibc
import TestSupport
import Testing

@Suite("Settings are read again while the hub runs", .timeLimit(.minutes(3)))
struct ReloadTests {
    private static let first = """
        provider: replay
        replay_rate: 30
        output: null
        max_sessions: 8
        audio_concurrency: 2

        """

    private static let second =
        first.replacing("max_sessions: 8", with: "max_sessions: 4")
        .replacing("audio_concurrency: 2", with: "audio_concurrency: 3") + "max_buffer_time: 1s\n"

    /// Runs `body` with a hub that reads the file at the path, and is up.
    private func withHub(_ body: @Sendable (RunningHub, String) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let file = "\(folder)/loquat.yaml"
            try writeFile(file, Self.first)
            try writeFile("\(folder)/answer", "One two three four. Five six seven eight. Nine ten eleven twelve.")
            var arguments = RunningHub.Arguments()
            arguments.supervisor = ["--config", file]
            arguments.streamer = ["--replay", "\(folder)/answer"]
            let hub = try RunningHub(in: folder, arguments)
            try hub.start()
            do {
                try #require(await hub.isUp(), "\(hub.words)")
                try await isLinked(hub)
                try await body(hub, file)
            } catch {
                _ = await hub.stop()
                throw error
            }
            #expect(await hub.stop().isEmpty)
        }
    }

    private func loquat(_ hub: RunningHub, _ words: String...) -> ProgramCommand {
        ProgramCommand.ours("loquat", environment: ["RUNTIME_DIRECTORY": hub.directory]).adding(words)
    }

    /// Waits until all three stages answer the supervisor.
    private func isLinked(_ hub: RunningHub) async throws {
        while try await reload(hub).text.split(separator: "\n").count != 4 { try Task.checkCancellation() }
    }

    private func reload(_ hub: RunningHub) async throws -> PipelineResult {
        try await runPipeline(loquat(hub, "reload"))
    }

    @Test("what can be taken is taken, what cannot is named, and what is being said goes on")
    func reload() async throws {
        try await withHub { hub, file in
            try await withPipeline([loquat(hub, "ask", "--session", "s", "Count.")], input: .open) { asker in
                #expect(await asker.output.wait(for: "One"))
                try writeFile(file, Self.second)
                let result = try await reload(hub)
                #expect(result.ends == [.code(0)], "\(result.messages)")
                let lines = Set(result.text.split(separator: "\n").map(String.init))
                let expected: Set = [
                    "hub-supervisor: max_sessions is 4, was 8", "llm-streamer: max_buffer_time is 1s, was 2s",
                    "tts-workers: audio_concurrency stays 2 until a restart; the settings say 3",
                    "audio-sequencer: nothing has changed",
                ]
                #expect(lines == expected)
                #expect(await asker.output.wait(for: "twelve"))
                #expect(await asker.ends() == [.code(0)], "\(asker.messages)")
            }
            let again = try await reload(hub)
            #expect(again.text.contains("tts-workers: audio_concurrency stays 2"))
            #expect(again.text.contains("hub-supervisor: nothing has changed"))
        }
    }

    @Test("a file that cannot be taken changes nothing, and it is said why")
    func badFile() async throws {
        try await withHub { hub, file in
            try writeFile(file, Self.second + "max_sesions: 9\n")
            let bad = try await reload(hub)
            #expect(bad.ends == [.code(78)])
            #expect(
                bad.messages[0].contains("\(file):7: 'max_sesions' is no setting; did you mean max_sessions?"),
                "\(bad.messages)"
            )
            #expect(bad.text.contains("hub-supervisor: all stays as it is"))
            try writeFile(file, Self.second)
            #expect(try await reload(hub).text.contains("hub-supervisor: max_sessions is 4, was 8"))
        }
    }

    @Test("a rules file is read again, what is being said goes on; a bad one changes nothing, and its place is told")
    func rules() async throws {
        try await withHub { hub, file in
            let rules = "\(file).rules"
            let rule = "{intent: greet, delivery: frames, patterns: [greet me], response: Good morning.}"
            let yaml = "languages:\n  en:\n    rules:\n      - \(rule)\n"
            try writeFile(file, Self.first + "rules: \(rules)\n")
            try writeFile(rules, yaml)
            try await withPipeline([loquat(hub, "ask", "--session", "s", "Count.")], input: .open) { asker in
                #expect(await asker.output.wait(for: "One"))
                let first = try await reload(hub)
                #expect(
                    first.text.contains("llm-streamer: rules is \(rules), read again, was as they were"),
                    "\(first)"
                )
                #expect(try await answer(hub, "Greet me!") == "Good morning.\n")

                try writeFile(rules, yaml.replacing("patterns:", with: "patern:"))
                let bad = try await reload(hub)
                #expect(bad.ends == [.code(78)])
                #expect(bad.messages[0].contains("\(rules):4: "), "\(bad.messages)")
                #expect(bad.text.contains("llm-streamer: all stays as it is"))
                #expect(try await answer(hub, "Greet me!") == "Good morning.\n")

                try writeFile(rules, yaml.replacing("morning", with: "evening"))
                let streamer = try #require(hub.processes.first { $0.name == "llm-streamer" })
                streamer.send(SIGHUP)
                // The first reload has said the same.
                let notice = "rules is \(rules), read again now; it was as they were"
                let isRead = await eventually(within: .seconds(30)) { hub.words.ranges(of: notice).count == 2 }
                #expect(isRead, "\(hub.words)")
                #expect(try await answer(hub, "Greet me!") == "Good evening.\n")
                #expect(try await reload(hub).text.contains("llm-streamer: nothing has changed"))

                #expect(await asker.output.wait(for: "twelve"))
                #expect(await asker.ends() == [.code(0)], "\(asker.messages)")
            }
        }
    }

    /// What is answered on an output of its own, so that nothing is interrupted by it.
    private func answer(_ hub: RunningHub, _ text: String) async throws -> String {
        try await runPipeline(loquat(hub, "ask", "--session", "t", "--output", "null:t", text)).text
    }

    @Test("SIGHUP does the same in one process, which logs what came of it")
    func hangup() async throws {
        try await withHub { hub, file in
            try writeFile(file, Self.second)
            hub.send(SIGHUP)
            #expect(await eventually(within: .seconds(30)) { hub.words.contains("max_sessions is 4 now; it was 8") })
            let workers = try #require(hub.processes.first { $0.name == "tts-workers" })
            workers.send(SIGHUP)
            #expect(
                await eventually(within: .seconds(30)) {
                    hub.words.contains("audio_concurrency stays 2 until a restart; the settings say 3")
                }
            )
            #expect(hub.processes.contains { $0.id == workers.id })
        }
    }
}
