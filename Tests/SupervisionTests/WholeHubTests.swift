import FrameTransport
import Glibc
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

/// All programs as they are built: the supervisor starts the real stages, with a replay in place of a model.
@Suite("The whole hub", .serialized, .timeLimit(.minutes(3)))
struct WholeHubTests {
    private static let answer =
        "The moon pulls the water. The water follows it round the world. That makes the tide, twice a day."

    private struct Setting {
        let hub: RunningHub
        var directory: String { hub.directory }

        func loquat(_ words: String...) -> ProgramCommand {
            ProgramCommand([ProgramCommand.path(of: "loquat")] + words, environment: ["RUNTIME_DIRECTORY": directory])
        }

        func processes() async throws -> [ProcessStatus] {
            let result = try await runPipeline(loquat("status", "--json"))
            // Not there yet, it says so on standard error.
            guard !result.output.isEmpty else { return [] }
            guard case .status(let status) = try RawFrame(body: result.output.dropLast()).decode() else {
                throw SetupError("no status: \(result.text)")
            }
            return status.processes
        }

        func sessions() async throws -> [SessionStatus] {
            let result = try await runPipeline(loquat("sessions", "--json"))
            guard case .sessions(let told) = try RawFrame(body: result.output.dropLast()).decode() else {
                throw SetupError("no sessions: \(result.text) \(result.messages)")
            }
            return told.sessions
        }

        /// Whether some session's last words that were heard begin with `text` within half a minute.
        func hears(_ text: String) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < end {
                if try await sessions().contains(where: { $0.heard?.hasPrefix(text) == true }) { return true }
            }
            return false
        }

        func process(_ name: String) async throws -> ProcessStatus {
            try #require(try await processes().first { $0.name == name })
        }

        /// Whether a process becomes as wanted within a minute.
        func process(_ name: String, becomes isSo: (ProcessStatus) -> Bool) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < end {
                if isSo(try await process(name)) { return true }
            }
            return false
        }

        /// Suspends until all processes answer.
        func isUp() async throws {
            let end = ContinuousClock.now + .seconds(30)
            while true {
                let processes = try await processes()
                if processes.count == 4, processes.allSatisfy({ $0.state == .up }) { return }
                guard ContinuousClock.now < end else {
                    throw SetupError("the hub did not come up: \(hub.words)")
                }
            }
        }
    }

    private func withHub(
        _ supervisor: String...,
        workers: [String] = [],
        body: @Sendable (Setting) async throws -> Void
    ) async throws {
        var arguments = RunningHub.Arguments()
        arguments.supervisor = supervisor
        arguments.streamer = ["--provider", "replay", "--rate", "60"]
        arguments.workers = workers
        arguments.sequencer = ["--output", "null"]
        try await RunningHub.with(arguments, talkers: 0) { hub, _ in
            let setting = Setting(hub: hub)
            try await setting.isUp()
            try await body(setting)
            if hub.supervisor != nil { await end(setting) }
        }
    }

    /// SIGTERM ends the hub and all that it started.
    private func end(_ setting: Setting) async {
        #expect(await setting.hub.stop().isEmpty)
        #expect(setting.hub.supervisorEnd == .code(0))
        for socket in ["hub", "llm", "tts", "audio"] {
            #expect(access("\(setting.directory)/\(socket).sock", F_OK) != 0, "\(socket).sock is left")
        }
    }

    @Test("what is asked is answered and heard, and a session remembers it")
    func asking() async throws {
        try await withHub { setting in
            let said = try await runPipeline(setting.loquat("say", "--session", "s", "Good morning."))
            #expect(said.ends == [.code(0)], "\(said.messages)")
            #expect(said.text == "Good morning.\n")
            let sessions = try await setting.sessions()
            #expect(sessions.map(\.state) == [.finished])
            #expect(sessions.first?.heard == "Good morning.")
            #expect(sessions.first?.firstSoundMilliseconds ?? 0 > 0)
            #expect(sessions.first?.output == "null", "the sequencer has said where it plays")
            #expect(setting.hub.words.isEmpty, "a start in which all is well needs no words")
        }
    }

    @Test(
        "kill -9 of a stage in the middle of an answer: it is started again, and the answer goes on to its end",
        arguments: Stage.allCases
    )
    func killedStage(stage: Stage) async throws {
        try await withHub { setting in
            let victim = try #require(try await setting.process(stage.name).pid)
            try await withPipeline([setting.loquat("say", Self.answer)], input: .open) { asker in
                #expect(await asker.output.wait(for: "follows"))
                kill(victim, SIGKILL)
                #expect(await asker.ends() == [.code(0)], "\(asker.messages) \(setting.hub.words)")
                #expect(await asker.output.whole() == Self.answer + "\n")
            }
            let after = try await setting.process(stage.name)
            #expect(after.restarts == 1 && after.pid != victim)
            #expect(after.lastDeath == "was ended by signal 9")
        }
    }

    @Test("a stage that is stopped and answers no more is killed and started again")
    func hungStage() async throws {
        try await withHub { setting in
            let victim = try #require(try await setting.process("tts-workers").pid)
            kill(victim, SIGSTOP)
            #expect(await eventually { !ProcessTable.isRunning(victim) })
            try await setting.isUp()
            #expect(try await runPipeline(setting.loquat("say", "Again.")).ends == [.code(0)])
        }
    }

    @Test("a stage that acknowledges no interrupt is killed and started again; other sessions go on")
    func silentStage() async throws {
        try await withHub { setting in
            let victim = try #require(try await setting.process("tts-workers").pid)
            let other = setting.loquat("say", "--session", "b", "--output", "null:b", Self.answer)
            try await withPipeline([other], input: .open) { other in
                try await withPipeline([setting.loquat("say", "--session", "a", Self.answer)], input: .open) { asker in
                    #expect(await asker.output.wait(for: "follows"))
                    #expect(await other.output.wait(for: "follows"))
                    kill(victim, SIGSTOP)
                    let interrupted = try await runPipeline(setting.loquat("interrupt", "a"))
                    #expect(interrupted.ends == [.code(0)], "\(interrupted.messages)")
                    #expect(await asker.ends() == [.code(130)])
                }
                #expect(await eventually { !ProcessTable.isRunning(victim) })
                #expect(await other.ends() == [.code(0)], "\(other.messages)")
                #expect(await other.output.whole() == Self.answer + "\n")
            }
            let sessions = try await setting.sessions()
            #expect(sessions.first { $0.session == "a" }?.reason == "user_request")
            #expect(sessions.first { $0.session == "b" }?.state == .finished)
        }
    }

    @Test(
        "an interrupt is not over as long as a sequencer that does not answer may play on, whether it was linked or not",
        arguments: [false, true]
    )
    func silentSequencer(withNewSupervisor: Bool) async throws {
        try await withHub("--interrupt-timeout", "1s") { setting in
            let victim = try #require(try await setting.process("audio-sequencer").pid)
            try await withPipeline([setting.loquat("say", "--session", "s", Self.answer)], input: .open) { asker in
                #expect(try await setting.hears("The moon pulls the water."))
                // The system lets stopped children of a process that ends go on: so it is stopped after that.
                if withNewSupervisor { setting.hub.kill() }
                kill(victim, SIGSTOP)
                if withNewSupervisor {
                    try setting.hub.start()
                    while try await setting.processes().isEmpty {}
                }
                let interrupted = try await runPipeline(setting.loquat("interrupt", "s"))
                #expect(interrupted.ends == [.code(0)], "\(interrupted.messages)")
                #expect(await asker.ends() == [.code(130)], "\(asker.messages)")
                #expect(ProcessTable.state(of: victim) != "T", "it could be let go on, and would play")
            }
            try await setting.isUp()
            #expect(try await runPipeline(setting.loquat("say", "Again.")).ends == [.code(0)])
        }
    }

    @Test(
        "what was recorded at a stage's socket is said again to that stage, and what came of it is told",
        arguments: [
            ("tts", "llm", "s/1: finished, 1 phrases heard\n"), ("audio", "llm", "s/1: finished, 1 phrases heard\n"),
            ("llm", "audio", "s/1: answered, 1 phrases\n"),
        ]
    )
    func recording(socket: String, other: String, end: String) async throws {
        try await withHub { setting in
            let path = "\(setting.directory)/record"
            try await withPipeline([setting.loquat("tap", socket, "--record", path)], input: .open) { tap in
                #expect(await eventually { access(path, F_OK) == 0 })
                let said = try await runPipeline(setting.loquat("say", "--session", "s", "Good morning."))
                #expect(said.ends == [.code(0)], "\(said.messages)")
                tap.programs[0].send(SIGINT)
                #expect(await tap.ends() == [.code(0)])
            }
            for pace in [[], ["--fast"]] {
                let replayed = try await runPipeline(setting.loquat("replay", path, socket).adding(pace))
                #expect(replayed.ends == [.code(0)], "\(replayed.messages)")
                #expect(replayed.text == end)
            }
            let wrong = try await runPipeline(setting.loquat("replay", path, other))
            #expect(wrong.ends == [.code(65)])
        }
    }

    @Test("Ctrl-C stops an announcement in an answer's own session, and the answer goes on")
    func announcementInSession() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("say", "--session", "s", Self.answer)], input: .open) { asker in
                #expect(await asker.output.wait(for: "follows"))
                let words = ["say", "--session", "s", "--priority", "announcement", "--manner", "pause", Self.answer]
                try await withPipeline([setting.loquat().adding(words)], input: .open) { announcer in
                    #expect(await announcer.output.wait(for: "follows"))
                    announcer.programs[0].send(SIGINT)
                    #expect(await announcer.ends() == [.code(130)], "\(announcer.messages)")
                }
                #expect(await asker.ends() == [.code(0)], "\(asker.messages)")
                #expect(await asker.output.whole() == Self.answer + "\n")
            }
        }
    }

    @Test("workers that cannot be started are told by status; the text goes on, and so does speech when they can")
    func brokenWorkers() async throws {
        try await withHub(workers: ["--worker", #"exec "$RUNTIME_DIRECTORY/voice""#]) { setting in
            #expect(
                try await setting.process("tts-workers", becomes: { $0.trouble?.contains("cannot be started") == true })
            )
            #expect(try await runPipeline(setting.loquat("status")).text.contains("\ntts-workers: the worker"))
            #expect(setting.hub.words.contains("nothing can be spoken for now"))
            let mute = try await runPipeline(setting.loquat("say", "--session", "s", "Good morning."))
            #expect(mute.text == "Good morning.\n")
            #expect(mute.messages[0].contains("cannot be started"), "\(mute.messages)")

            #expect(symlink(ProgramCommand.path(of: "espeak-worker"), "\(setting.directory)/voice") == 0)
            #expect(try await setting.process("tts-workers", becomes: { $0.trouble == nil }))
            let said = try await runPipeline(setting.loquat("say", "--session", "s", "Good evening."))
            #expect(said.ends == [.code(0)], "\(said.messages)")
            #expect(try await setting.sessions().first?.heard == "Good evening.")
        }
    }

    @Test("told to stop, the hub interrupts what is said, and nothing of it is left")
    func shutdown() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("say", Self.answer)], input: .open) { asker in
                #expect(await asker.output.wait(for: "follows"))
                await end(setting)
                #expect(await asker.ends() == [.code(130)], "\(asker.messages)")
                #expect(asker.messages[0].contains("interrupted"))
            }
        }
    }

    @Test("kill -9 of the supervisor while a turn is being stopped: the next one learns what was heard")
    func killedWhileStopping() async throws {
        try await withHub("--interrupt-timeout", "10s") { setting in
            let workers = try #require(try await setting.process("tts-workers").pid)
            try await withPipeline([setting.loquat("tap", "audio")], input: .open) { tap in
                try await withPipeline([setting.loquat("say", "--session", "s", Self.answer)], input: .open) { asker in
                    #expect(try await setting.hears("The moon pulls the water."))
                    // Who does not answer keeps the turn from being over.
                    kill(workers, SIGSTOP)
                    try await withPipeline([setting.loquat("interrupt", "s")], input: .open) { _ in
                        #expect(await tap.output.wait(for: #""type":"interrupted""#))
                        setting.hub.kill()
                    }
                    kill(workers, SIGCONT)
                    try setting.hub.start()
                    #expect(await asker.ends() == [.code(130)], "\(asker.messages)")
                    let session = try await setting.sessions().first
                    #expect(session?.state == .interrupted)
                    let heard = try #require(session?.heard)
                    #expect(heard.hasPrefix("The moon pulls the water."))
                    // A slow machine hears more; what is told is its end.
                    #expect(asker.messages[0].contains(heard.suffix(20)), "\(asker.messages)")
                }
            }
        }
    }

    @Test("after kill -9 of the supervisor the stages speak on, and the next one takes them over")
    func killedSupervisor() async throws {
        try await withHub { setting in
            let before = try await setting.processes().dropFirst().map(\.pid)
            let said = try await runPipeline(setting.loquat("say", "--session", "s", "Good evening."))
            #expect(said.ends == [.code(0)])
            try await withPipeline([setting.loquat("say", Self.answer)], input: .open) { asker in
                #expect(await asker.output.wait(for: "follows"))
                setting.hub.kill()
                try setting.hub.start()
                #expect(await asker.ends() == [.code(0)], "\(asker.messages)")
                #expect(
                    await asker.output.whole() == Self.answer + "\n",
                    "nothing of the text is lost or shown twice"
                )
                try await setting.isUp()
                #expect(try await setting.processes().dropFirst().map(\.pid) == before)
                let again = try await runPipeline(setting.loquat("say", "--session", "s", "Good night."))
                #expect(again.ends == [.code(0)] && again.text == "Good night.\n", "\(again.messages)")
                let told = try await setting.sessions()
                #expect(told.map(\.state) == [.finished, .finished])
                #expect(told.first { $0.session == "s" }?.turn == 2, "its turns are counted on")
                #expect(told.contains { $0.heard == Self.answer }, "what was heard before is not forgotten")
            }
        }
    }
}
