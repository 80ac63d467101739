import Glibc
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

/// The whole hub with a disk, and a model server that shows what each question tells it.
@Suite("A hub that keeps its talk", .serialized, .timeLimit(.minutes(10)))
struct KeptTalkTests {
    private static let file = "talk.sqlite"

    private func arguments(_ server: FakeOllama, _ more: String...) -> RunningHub.Arguments {
        var arguments = RunningHub.Arguments()
        arguments.supervisor = ["--persist"] + more
        arguments.streamer = ["--url", server.url, "--fast-answers", "false"]
        arguments.sequencer = ["--output", "null"]
        return arguments
    }

    /// Answers with the number of the question, so that each answer is its own.
    private static func answer(_ request: FakeRequest) -> FakeAnswer { FakeAnswer(["Answer", " \(request.index)."]) }

    private func ask(_ session: String, _ text: String) -> Frame { .ask(Ask(session: session, turn: 0, text: text)) }

    /// The talk that a question told the model, without the system prompt.
    private func told(_ server: FakeOllama, _ index: Int) async throws -> [String] {
        try await server.request(index).messages.filter { $0.role != "system" }.map(\.content)
    }

    private func path(_ hub: RunningHub) -> String { "\(hub.state)/\(Self.file)" }

    /// Whether `words` stand in the database or beside it.
    private func disk(_ hub: RunningHub, holds words: String) -> Bool {
        ProcessTable.entries(of: hub.state).contains { name in
            (try? readFile("\(hub.state)/\(name)"))?.contains(Array(words.utf8)) ?? false
        }
    }

    private func keeper(_ hub: RunningHub) -> HubProcess? { hub.processes.first { $0.name == "talk-keeper" } }

    /// Everything is gone, the journal too, as after a loss of power, and started again.
    private func restart(_ hub: RunningHub) async throws {
        for process in hub.processes { process.send(SIGKILL) }
        hub.kill()
        #expect(await eventually { hub.processes.isEmpty })
        for name in ["hub.journal", "hub.sock", "llm.sock", "tts.sock", "audio.sock"] {
            unlink("\(hub.directory)/\(name)")
        }
        try hub.start()
        guard await hub.isUp() else { throw SetupError("the hub does not start: \(hub.words)") }
    }

    @Test("after all of it was killed a session goes on with what was said; its files are nobody else's")
    func survives() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            try await RunningHub.with(arguments(server), talkers: 1) { hub, talkers in
                try await talkers[0].finish(ask("kitchen", "Why mistletoe?"))
                #expect(await eventually { disk(hub, holds: "Answer 0.") }, "\(hub.words)")
                for name in ProcessTable.entries(of: hub.state) where name.hasPrefix(Self.file) {
                    var status = stat()
                    #expect(stat("\(hub.state)/\(name)", &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
                }
                try await restart(hub)
                let sessions = try await hub.loquat("sessions")
                #expect(sessions.text.contains("kitchen"), "\(sessions)")
                let next = try await talkers[0].finish(ask("kitchen", "And holly?"))
                #expect(next.id?.turn == 2)
                #expect(try await told(server, 1) == ["Why mistletoe?", "Answer 0.", "And holly?"])
            }
        }
    }

    @Test(
        "two sessions that ask the same never tell the model a word of each other, also after a restart and a forgetting"
    )
    func apart() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            try await RunningHub.with(arguments(server), talkers: 1) { hub, talkers in
                for session in ["a", "b", "a", "b"] { try await talkers[0].finish(ask(session, "Why?")) }
                #expect(try await told(server, 2) == ["Why?", "Answer 0.", "Why?"])
                #expect(try await told(server, 3) == ["Why?", "Answer 1.", "Why?"])
                #expect(await eventually { disk(hub, holds: "Answer 3.") })
                try await restart(hub)
                for session in ["a", "b"] { try await talkers[0].finish(ask(session, "Why?")) }
                #expect(try await told(server, 4) == ["Why?", "Answer 0.", "Why?", "Answer 2.", "Why?"])
                #expect(try await told(server, 5) == ["Why?", "Answer 1.", "Why?", "Answer 3.", "Why?"])
                let forgotten = try await hub.loquat("forget", "a")
                #expect(forgotten.ends == [.code(0)] && forgotten.text == "forgotten: 1 sessions\n", "\(forgotten)")
                try await talkers[0].finish(ask("a", "Why?"))
                #expect(try await told(server, 6) == ["Why?"])
                try await restart(hub)
                try await talkers[0].finish(ask("b", "Why?"))
                let words = try await told(server, 7)
                #expect(words.filter { $0.hasPrefix("Answer") } == ["Answer 1.", "Answer 3.", "Answer 5."])
            }
        }
    }

    @Test("loquat forget leaves no word in the files, and says so; the journal holds none either")
    func forget() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            try await RunningHub.with(arguments(server), talkers: 1) { hub, talkers in
                for session in ["a", "b"] { try await talkers[0].finish(ask(session, "Why mistletoe of \(session)?")) }
                #expect(await eventually { disk(hub, holds: "Answer 1.") })
                #expect(try await hub.loquat("forget", "a").ends == [.code(0)])
                #expect(!disk(hub, holds: "mistletoe of a"))
                #expect(disk(hub, holds: "mistletoe of b"))
                let journal = "\(hub.directory)/hub.journal"
                #expect(try !readFile(journal).contains(Array("mistletoe of a".utf8)))
                let unknown = try await hub.loquat("forget", "a")
                #expect(unknown.ends == [.code(69)] && unknown.messages[0].contains("there is no session a"))
                let all = try await hub.loquat("forget", "--all", "--json")
                #expect(all.text == "{\"type\":\"forgotten\",\"sessions\":1}\n")
                #expect(!disk(hub, holds: "mistletoe"))
                #expect(try !readFile(journal).contains(Array("mistletoe".utf8)))
            }
        }
    }

    @Test("what a stage keeps for whoever asks the same goes with what is forgotten")
    func forgetAnswers() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            var arguments = arguments(server)
            arguments.streamer += ["--answer-cache", "1MiB"]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                for session in ["a", "b"] {
                    let turn = try await talkers[0].finish(ask(session, "Why?"))
                    #expect(turn.text == "Answer 0.")
                }
                #expect(try await hub.loquat("forget", "a").ends == [.code(0)])
                let turn = try await talkers[0].finish(ask("c", "Why?"))
                #expect(turn.text == "Answer 1.")
            }
        }
    }

    @Test("a session that has been quiet for its time is gone from the disk, and its name begins anew")
    func expiry() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            // The oldest session goes for a new one: the same way out, without a minute's wait.
            try await RunningHub.with(arguments(server, "--max-sessions", "2"), talkers: 1) { hub, talkers in
                try await talkers[0].finish(ask("a", "Why mistletoe?"))
                #expect(await eventually { disk(hub, holds: "mistletoe") })
                for session in ["b", "c"] { try await talkers[0].finish(ask(session, "Why?")) }
                #expect(await eventually { !disk(hub, holds: "mistletoe") })
                try await talkers[0].finish(ask("a", "Who?"))
                #expect(try await told(server, 3) == ["Who?"])
            }
        }
    }

    @Test("a talk-keeper that is killed again and again is started again, and the file catches up; the talk goes on")
    func killedKeeper() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            try await RunningHub.with(arguments(server), talkers: 1) { hub, talkers in
                for number in 0..<4 {
                    if number % 2 == 0 { keeper(hub)?.send(SIGKILL) }
                    let turn = try await talkers[0].finish(ask("a", "Why \(number)?"))
                    #expect(turn.failures.isEmpty && turn.text == "Answer \(number).")
                }
                #expect(await eventually(within: .seconds(60)) { disk(hub, holds: "Answer 3.") }, "\(hub.words)")
                let status = try await hub.loquat("status")
                #expect(status.text.contains("talk-keeper"))
                #expect(hub.words.contains("talk-keeper was ended by signal 9; it is started again"))
                try await restart(hub)
                try await talkers[0].finish(ask("a", "And?"))
                #expect(try await told(server, 4).count == 9)
            }
        }
    }

    @Test(
        "a disk that stands still holds no turn up, nor the end of the hub; what was said then is kept when it goes on"
    )
    func slowDisk() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            try await RunningHub.with(arguments(server), talkers: 1) { hub, talkers in
                try await talkers[0].finish(ask("a", "Why?"))
                #expect(await eventually { disk(hub, holds: "Answer 0.") })
                let stopped = try #require(keeper(hub))
                stopped.send(SIGSTOP)
                #expect(await eventually { stopped.isStopped })
                for number in 1...3 {
                    let turn = try await talkers[0].finish(ask("a", "Why \(number)?"))
                    #expect(turn.text == "Answer \(number)." && turn.failures.isEmpty)
                }
                #expect(!disk(hub, holds: "Answer 3."))
                stopped.send(SIGCONT)
                #expect(await eventually(within: .seconds(60)) { disk(hub, holds: "Answer 3.") })
                stopped.send(SIGSTOP)
                #expect(await eventually { stopped.isStopped })
                try await talkers[0].finish(ask("a", "Why not?"))
                #expect(await hub.stop().isEmpty, "\(hub.words)")
            }
        }
    }

    @Test("a file that others may read stops the start with what to do; a damaged one is set aside, and said so")
    func badFiles() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            let prepare = { (hub: RunningHub) throws in
                mkdir(String(hub.state.dropLast("/loquat".count)), 0o700)
                mkdir(hub.state, 0o700)
                try writeFile(path(hub), "This is no database at all, whatever its name says.")
                chmod(path(hub), 0o600)
            }
            try await RunningHub.with(arguments(server), talkers: 1, preparing: prepare) { hub, talkers in
                try await talkers[0].finish(ask("a", "Why?"))
                #expect(await eventually { disk(hub, holds: "Answer 0.") })
                #expect(hub.words.contains("was damaged"))
                #expect(ProcessTable.entries(of: hub.state).contains { $0.hasPrefix("talk.sqlite.damaged-") })
                chmod(path(hub), 0o640)
                let second = try await runPipeline(
                    .ours("hub-supervisor", "--persist=\(path(hub))", environment: ["RUNTIME_DIRECTORY": hub.state])
                )
                #expect(second.ends == [.code(77)])
                #expect(second.messages[0].contains("is open to others (mode 0640)"))
                #expect(second.messages[0].contains("chmod 600"))
            }
        }
    }

    @Test("without the setting no file is made")
    func off() async throws {
        try await FakeOllama.with({ Self.answer($0) }) { server in
            var arguments = arguments(server)
            arguments.supervisor = []
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                try await talkers[0].finish(ask("a", "Why?"))
                #expect(keeper(hub) == nil)
                #expect(access(path(hub), F_OK) != 0)
                #expect(try await hub.loquat("forget", "a").text == "forgotten: 1 sessions\n")
                try await talkers[0].finish(ask("a", "Who?"))
                #expect(try await told(server, 1) == ["Who?"])
            }
        }
    }
}
