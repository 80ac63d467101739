import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import Supervision

/// The programs as they are built, with stand-ins for the stages.
@Suite("hub-supervisor and loquat", .timeLimit(.minutes(2)))
struct HubProgramTests {
    /// A hub with its stand-ins, and what is needed to start programs beside it.
    private struct Setting {
        let directory: String
        let stages: StandInStages
        let hub: RunningProgram

        func loquat(_ words: String...) -> ProgramCommand {
            ProgramCommand([ProgramCommand.path(of: "loquat")] + words, environment: ["RUNTIME_DIRECTORY": directory])
        }

        func status() async throws -> Status {
            let result = try await runPipeline(loquat("status", "--json"))
            guard case .status(let status) = try RawFrame(body: result.output.dropLast()).decode() else {
                throw SetupError("no status: \(result.text)")
            }
            return status
        }
    }

    private func hubCommand(_ directory: String) -> ProgramCommand {
        .ours("hub-supervisor", "--attach-only", environment: ["RUNTIME_DIRECTORY": directory])
    }

    private func withHub(_ arguments: String..., body: (Setting) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let stages = try StandInStages(in: directory)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await stages.run() }
                try await withPipeline([hubCommand(directory).adding(arguments)], input: .open) { pipeline in
                    let setting = Setting(directory: directory, stages: stages, hub: pipeline.programs[0])
                    #expect(await eventually { stages.areLinked && access("\(directory)/hub.sock", F_OK) == 0 })
                    try await body(setting)
                }
                group.cancelAll()
            }
        }
    }

    private func ask(_ setting: Setting, _ index: Int) async throws -> Ask {
        guard await eventually({ setting.stages.asks.count > index }) else { throw SetupError("nothing was asked") }
        return setting.stages.asks[index]
    }

    @Test(
        "without a hub, a command says what to start and ends with 69",
        arguments: ["ask x", "say x", "status", "tap llm"]
    )
    func noHub(line: String) async throws {
        try await withTemporaryDirectory { directory in
            let words = line.split(separator: " ").map(String.init)
            let command = ProgramCommand.ours("loquat", environment: ["RUNTIME_DIRECTORY": directory]).adding(words)
            let result = try await runPipeline(command)
            #expect(result.ends == [.code(69)])
            #expect(result.messages[0].contains("start hub-supervisor"))
            #expect(result.messages[0].split(separator: "\n").count == 1)
        }
    }

    @Test("who asks too often is refused with the time to wait, and the audit says who asked, and no word of it")
    func askingTooOften() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/audit.jsonl"
            try await withHub("--session-rate", "4", "--audit-log", path) { setting in
                try await withPipeline([setting.loquat("ask", "--session", "s", "Secret?")], input: .open) { asker in
                    #expect(await asker.output.wait(for: "Secret?"))
                    let refused = try await runPipeline(setting.loquat("say", "--session", "s", "Hush!"))
                    #expect(refused.ends == [.code(69)])
                    #expect(refused.messages[0].contains("session s is asked too often: ask again in "))
                    _ = try await runPipeline(setting.loquat("interrupt", "s"))
                    #expect(await asker.ends() == [.code(130)])
                }
                let lines = { (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
                #expect(await eventually { lines().split(separator: "\n").count == 3 })
                let audit = lines().split(separator: "\n")
                let who = "\"uid\":\(geteuid())"
                #expect(audit.allSatisfy { $0.contains(who) && $0.contains("\"session\":\"s\"") })
                #expect(audit[0].contains("\"event\":\"ask\",\"outcome\":\"accepted\""))
                #expect(audit[1].contains("\"code\":\"too_often\",\"event\":\"say\",\"outcome\":\"refused\""))
                #expect(audit[2].contains("\"event\":\"interrupt\""))
                #expect(!lines().contains("Secret") && !lines().contains("Hush"))
            }
        }
    }

    @Test("an answer is shown as it comes, and the command ends when it was heard")
    func asking() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("ask", "Why", "not?")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Why not?"))
                let asked = try await ask(setting, 0)
                #expect(asked.turn == 1)
                try await setting.stages.finish(asked)
                #expect(await asker.ends() == [.code(0)])
                #expect(await asker.output.whole() == "Why not?\n")
                let sessions = try await runPipeline(setting.loquat("sessions"))
                #expect(sessions.text.contains("finished"))
            }
        }
    }

    @Test("an interrupt reaches every stage, and the asker hears how far it got")
    func interrupting() async throws {
        try await withHub("--interrupt-timeout", "10s") { setting in
            try await withPipeline([setting.loquat("ask", "--session", "s", "Good morning.")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Good morning."))
                let result = try await runPipeline(setting.loquat("interrupt", "s"))
                let turn = try await ask(setting, 0).turnID
                #expect(result.text == "\(turn): interrupted, heard: \"Good\"\n")
                #expect(await asker.ends() == [.code(130)])
                #expect(asker.messages[0].contains("Good"))
                #expect(Set(setting.stages.interrupts) == Set(Stage.allCases.map { "\($0.name) user_request" }))
            }
            #expect(try await runPipeline(setting.loquat("interrupt", "--all")).ends == [.code(69)])
        }
    }

    @Test("an answer that does not begin in its time is interrupted, and the asker is told why")
    func firstTokenTimeout() async throws {
        try await withHub("--first-token-timeout", "1s") { setting in
            let asked = try await runPipeline(setting.loquat("ask", "--session", "s", StandInStages.unanswered))
            #expect(asked.ends == [.code(69)])
            #expect(asked.messages[0].contains("no answer has come for 1.0 seconds"))
            #expect(Set(setting.stages.interrupts) == Set(Stage.allCases.map { "\($0.name) timeout" }))
            let sessions = try await runPipeline(setting.loquat("sessions"))
            #expect(sessions.text.contains("first_token_timeout"))
        }
    }

    @Test("a second question on the same output interrupts the first, for it is a new command")
    func newCommand() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("ask", "First?")], input: .open) { first in
                #expect(await first.output.wait(for: "First?"))
                try await withPipeline([setting.loquat("ask", "Second?")], input: .open) { second in
                    #expect(await first.ends() == [.code(130)])
                    #expect(await second.output.wait(for: "Second?"))
                    #expect(Set(setting.stages.interrupts) == Set(Stage.allCases.map { "\($0.name) new_command" }))
                    try await setting.stages.finish(try await ask(setting, 1))
                    #expect(await second.ends() == [.code(0)])
                }
            }
        }
    }

    @Test("an announcement is asked for beside an answer, which goes on")
    func announcement() async throws {
        try await withHub("--announcement-manner", "pause") { setting in
            try await withPipeline([setting.loquat("ask", "Why?")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Why?"))
                let line = ["say", "--priority", "announcement", "Tea."]
                try await withPipeline([setting.loquat().adding(line)], input: .open) { sayer in
                    #expect(try await ask(setting, 1).manner == .pause)
                    try await setting.stages.finish(try await ask(setting, 1))
                    #expect(await sayer.ends() == [.code(0)])
                }
                let manner = ["--manner", "between"]
                try await withPipeline([setting.loquat().adding(line + manner)], input: .open) { sayer in
                    #expect(try await ask(setting, 2).manner == .between)
                    try await setting.stages.finish(try await ask(setting, 2))
                    #expect(await sayer.ends() == [.code(0)])
                }
                #expect(setting.stages.interrupts.isEmpty)
                try await setting.stages.finish(try await ask(setting, 0))
                #expect(await asker.ends() == [.code(0)])
            }
        }
    }

    @Test("a session more than there may be is refused with what would help")
    func sessionLimit() async throws {
        try await withHub("--max-sessions", "1") { setting in
            try await withPipeline([setting.loquat("ask", "Why?")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Why?"))
                let refused = try await runPipeline(setting.loquat("ask", "--output", "null:b", "How?"))
                #expect(refused.ends == [.code(69)])
                #expect(refused.messages[0].contains("all 1 sessions are busy"))
            }
        }
    }

    @Test(
        "a setting out of its range is refused with the range",
        arguments: [
            ("--max-sessions 0", "from 1 to 1000"), ("--idle-expiry 10ms", "from 1s to 24h"),
            ("--first-token-timeout 3h", "from 1s to 2h"), ("--stall-timeout 0s", "from 1s to 2h"),
            ("--turn-timeout 500ms", "from 1s to 24h"),
        ]
    )
    func ranges(line: String, range: String) async throws {
        let result = try await runPipeline(
            ProgramCommand.ours("hub-supervisor").adding(line.split(separator: " ").map(String.init))
        )
        #expect(result.ends == [.code(64)])
        #expect(result.messages[0].contains(range))
    }

    @Test("a manner is for an announcement")
    func wrongManner() async throws {
        let result = try await runPipeline(.ours("loquat", "say", "--manner", "over", "Tea."))
        #expect(result.ends == [.code(64)])
        #expect(result.messages[0].contains("--priority announcement"))
    }

    @Test("Ctrl-C interrupts the speech of that turn and ends with 130")
    func controlC() async throws {
        try await withHub("--interrupt-timeout", "10s") { setting in
            try await withPipeline([setting.loquat("say", "Good evening.")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Good evening."))
                #expect(setting.stages.asks.first?.say == true)
                asker.programs[0].send(SIGINT)
                #expect(await asker.ends() == [.code(130)])
                // One that is late to hear of it is not waited for longer than the grace.
                #expect(await eventually { setting.stages.interrupts.count == 3 })
            }
        }
    }

    @Test("a question survives kill -9 of the supervisor, and is spoken to its end")
    func killedSupervisor() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("ask", "--session", "s", "Still there?")], input: .open) { asker in
                #expect(await asker.output.wait(for: "Still there?"))
                let asked = try await ask(setting, 0)
                setting.hub.send(SIGKILL)
                _ = await setting.hub.end()
                #expect(await eventually { !setting.stages.areLinked })
                try await withPipeline([hubCommand(setting.directory)], input: .open) { _ in
                    #expect(await eventually { setting.stages.areLinked })
                    try await setting.stages.finish(asked)
                    #expect(await asker.ends() == [.code(0)], "\(asker.messages)")
                    #expect(setting.stages.asks.count == 1, "it is not asked again")
                }
            }
        }
    }

    @Test("status names the hub and its stages; a second hub is refused; SIGTERM is a clean end")
    func status() async throws {
        try await withHub { setting in
            // A stage has its link a moment before the hub has.
            var status = try await setting.status()
            let end = ContinuousClock.now + .seconds(20)
            while status.processes.contains(where: { $0.state != .up }), ContinuousClock.now < end {
                status = try await setting.status()
            }
            #expect(status.processes.map(\.name) == ["hub-supervisor"] + Stage.allCases.map(\.name))
            #expect(status.processes.allSatisfy { $0.state == .up && $0.pid != nil && $0.memoryBytes ?? 0 > 1 << 20 })
            let second = try await runPipeline(hubCommand(setting.directory))
            #expect(second.ends == [.code(69)])
            #expect(second.messages[0].contains("a hub runs already"))
            setting.hub.send(SIGTERM)
            #expect(await setting.hub.end() == .code(0))
            #expect(access("\(setting.directory)/hub.sock", F_OK) != 0)
        }
    }

    @Test("a recording is made only where somebody answers")
    func noRecording() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/record"
            let tap = ProgramCommand.ours(
                "loquat",
                "tap",
                "llm",
                "--record",
                path,
                environment: ["RUNTIME_DIRECTORY": directory]
            )
            let result = try await runPipeline(tap)
            #expect(result.ends == [.code(69)])
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test("who watches the processes is told again and again, in a pipe without a terminal's signs")
    func watching() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("status", "--watch")], input: .open) { watcher in
                let isTwice = await watcher.output.wait { bytes in
                    String(decoding: bytes, as: UTF8.self).components("PROCESS").count > 2
                }
                #expect(isTwice)
                #expect(!watcher.output.text.contains("\u{1B}"))
                watcher.programs[0].send(SIGINT)
                #expect(await watcher.ends() == [.code(0)])
            }
        }
    }

    @Test("Ctrl-C before the hub has taken the question up interrupts it when it has")
    func earlyControlC() async throws {
        try await withTemporaryDirectory { directory in
            let hub = StandInHub()
            let server = FrameServer(
                path: "\(directory)/hub.sock",
                accepting: Hub.peerTypes,
                logger: Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() }
            ) { Hello(role: "hub-supervisor", pid: getpid(), version: "test") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run { try await hub.serve($0, $1) } }
                #expect(await eventually { access("\(directory)/hub.sock", F_OK) == 0 })
                let ask = ProgramCommand.ours("loquat", "ask", "Why?", environment: ["RUNTIME_DIRECTORY": directory])
                try await withPipeline([ask], input: .open) { asker in
                    #expect(await eventually { hub.wasAsked })
                    asker.programs[0].send(SIGINT)
                    hub.accept()
                    #expect(await asker.ends() == [.code(130)])
                    #expect(hub.interrupts == [Interrupt(session: "s", turn: 1, reason: .userRequest, alone: true)])
                }
                group.cancelAll()
            }
        }
    }

    @Test("a tap shows what passes")
    func tap() async throws {
        try await withHub { setting in
            try await withPipeline([setting.loquat("tap", "llm")], input: .open) { tap in
                try await runUntilTapped(setting, tap)
            }
        }
    }

    /// A tap sees only what passes after it came: asks until it has seen a question.
    private func runUntilTapped(_ setting: Setting, _ tap: Pipeline) async throws {
        for number in 0..<200 where !tap.output.text.contains("\"ask\"") {
            try await withPipeline([setting.loquat("say", "--no-wait", "--priority", "high", "Tea.")]) { sayer in
                #expect(await sayer.ends() == [.code(0)], "\(number)")
            }
        }
        #expect(tap.output.text.contains(#""text":"Tea.""#))
    }
}

/// A hub that takes a question up only when the test says so.
private final class StandInHub: Sendable {
    private struct State {
        var wasAsked = false
        var interrupts: [Interrupt] = []
    }

    private let state = Mutex(State())
    private let accepted = AsyncStream<Void>.makeStream()

    var wasAsked: Bool { state.withLock { $0.wasAsked } }

    var interrupts: [Interrupt] { state.withLock { $0.interrupts } }

    func accept() { accepted.continuation.yield() }

    func serve(_ connection: FrameConnection, _ frames: FrameConnection.Frames) async throws {
        for try await raw in frames {
            switch try raw.decode() {
            case .ask:
                state.withLock { $0.wasAsked = true }
                for await _ in accepted.stream { break }
                try await connection.send(.accepted(Accepted(session: "s", turn: 1)))
            case .interrupt(let interrupt):
                state.withLock { $0.interrupts.append(interrupt) }
                let told = Interrupted(session: "s", turn: 1, stage: "audio-sequencer", heard: "")
                try await connection.send(.interrupted(told))
            default: break
            }
        }
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
