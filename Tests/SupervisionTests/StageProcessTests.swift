import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import Supervision

@Suite("A stage's process is kept running, and nothing of it is left", .timeLimit(.minutes(1)))
struct StageProcessTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func process(
        _ line: String,
        _ roster: StageRoster,
        _ stage: Stage = .llmStreamer,
        socket: String = "/nowhere",
        ended: @escaping @Sendable (Stage, Bool) -> Void = { _, _ in }
    ) -> StageProcess {
        StageProcess(
            stage,
            program: "/bin/sh",
            arguments: ["-c", line],
            socket: socket,
            roster: roster,
            logger: logger,
            ended: ended
        )
    }

    private func entry(_ roster: StageRoster, _ stage: Stage = .llmStreamer) -> ProcessStatus? {
        roster.status().processes.first { $0.name == stage.name }
    }

    /// Runs `stages` beside `body`, and stops them in their order when it returns.
    private func keep(_ stages: StageProcess..., while body: @escaping @Sendable () async throws -> Void) async throws {
        let failure = Mutex<(any Error)?>(nil)
        await StageProcess.keep(stages) {
            do { try await body() } catch { failure.withLock { $0 = error } }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    @Test("kill -9: it is started again at once, and that is counted")
    func killed() async throws {
        let roster = StageRoster()
        try await keep(process("exec sleep 1000", roster)) {
            #expect(await eventually { entry(roster)?.pid != nil })
            let first = try #require(entry(roster)?.pid)
            kill(first, SIGKILL)
            #expect(await eventually { entry(roster)?.pid.map { $0 != first } ?? false })
            #expect(entry(roster)?.restarts == 1)
            #expect(entry(roster)?.lastDeath == "was ended by signal 9")
        }
        let last = try #require(entry(roster)?.pid)
        #expect(!ProcessTable.isRunning(last))
    }

    @Test("what dies at once again and again is critical, and said to be")
    func critical() async throws {
        let roster = StageRoster()
        let gaveUp = Mutex(false)
        try await keep(process("exit 64", roster) { _, isGivenUp in gaveUp.withLock { $0 = $0 || isGivenUp } }) {
            #expect(await eventually { gaveUp.withLock { $0 } })
            #expect(entry(roster)?.state == .critical)
            #expect(entry(roster)?.restarts == 6)
            #expect(entry(roster)?.lastDeath == "ended with exit code 64")
        }
    }

    @Test("a program that is not there is a death like others")
    func missing() async throws {
        let roster = StageRoster()
        let stage = StageProcess(
            .ttsWorkers,
            program: "/nowhere/tts-workers",
            arguments: [],
            socket: "/nowhere",
            roster: roster,
            logger: logger
        ) { _, _ in }
        try await keep(stage) {
            #expect(await eventually { entry(roster, .ttsWorkers)?.restarts ?? 0 > 1 })
            #expect(entry(roster, .ttsWorkers)?.lastDeath?.hasPrefix("cannot be started") == true)
        }
    }

    @Test("a stage that runs and loses its link for good is killed and started again")
    func hung() async throws {
        let roster = StageRoster()
        try await keep(process("exec sleep 1000", roster)) {
            #expect(await eventually { entry(roster)?.pid != nil })
            let first = try #require(entry(roster)?.pid)
            let life = roster.linked(.llmStreamer, pid: first)
            #expect(entry(roster)?.state == .up)
            roster.unlinked(.llmStreamer, life)
            #expect(await eventually { entry(roster)?.pid.map { $0 != first } ?? false })
            #expect(!ProcessTable.isRunning(first))
        }
    }

    @Test("stages end one after the other, with their children")
    func order() async throws {
        try await withTemporaryDirectory { directory in
            let roster = StageRoster()
            let line = { (name: String) in
                "trap 'echo \(name) >> \(directory)/ended; exit 0' TERM; "
                    + "sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo $! >> \(directory)/children; "
                    + "touch \(directory)/\(name); while :; do sleep 0.01; done"
            }
            let stages = Stage.allCases.map { process(line($0.name), roster, $0) }
            await StageProcess.keep(stages.reversed()) {
                let up = await eventually {
                    Stage.allCases.allSatisfy { access("\(directory)/\($0.name)", F_OK) == 0 }
                }
                #expect(up)
            }
            #expect(try lines("\(directory)/ended") == Stage.allCases.map(\.name))
            let children = try lines("\(directory)/children").compactMap { Int32($0) }
            #expect(children.count == 3)
            #expect(await eventually { !children.contains(where: ProcessTable.isRunning) })
        }
    }

    @Test("a stage that already listens is taken over, not started twice, and ended in the end")
    func adopted() async throws {
        try await withTemporaryDirectory { directory in
            let command = ProgramCommand.ours(
                "hub-supervisor",
                "--attach-only",
                environment: ["RUNTIME_DIRECTORY": directory]
            )
            try await withPipeline([command], input: .open) { pipeline in
                let listener = pipeline.programs[0]
                #expect(await eventually { UnixAddress.listener(at: "\(directory)/hub.sock") == listener.id })
                let roster = StageRoster()
                try await keep(process("touch \(directory)/twice", roster, socket: "\(directory)/hub.sock")) {
                    #expect(await eventually { entry(roster)?.pid == listener.id })
                    _ = roster.linked(.llmStreamer, pid: listener.id)
                }
                let end = await listener.end()
                #expect(end == .code(0), "\(end) \(listener.standardError.text)")
                #expect(access("\(directory)/twice", F_OK) != 0)
            }
        }
    }

    private func lines(_ path: String) throws -> [String] {
        String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

@Suite("Arguments are split as a shell does")
struct ArgumentWordsTests {
    @Test(
        arguments: [
            ("", []),
            ("  --a  b ", ["--a", "b"]),
            ("--system 'Be brief.' --x=\"a b\"c", ["--system", "Be brief.", "--x=a bc"]),
            ("'' \"\\\"\\n\" a\\ b", ["", "\"\\n", "a b"]),
            ("'open", nil), ("end\\", nil),
        ] as [(String, [String]?)]
    )
    func words(line: String, expected: [String]?) {
        #expect(ArgumentWords.split(line) == expected)
    }
}
