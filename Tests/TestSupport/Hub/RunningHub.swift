private import Glibc
private import Synchronization

/// A real hub in a folder of its own: hub-supervisor, and the stages that it starts. Whoever holds it plays the system's part,
/// which starts the supervisor again when it is gone.
package final class RunningHub: Sendable {
    /// What the hub is started with.
    package struct Arguments: Sendable {
        package var supervisor: [String] = []
        package var streamer: [String] = []
        package var workers: [String] = []
        package var sequencer: [String] = []
        /// Beside the folder of the sockets.
        package var environment: [String: String] = [:]

        package init() {}
    }

    /// The sockets' folder.
    package let directory: String

    /// Where it keeps what outlives it.
    package var state: String { "\(stateHome)/loquat" }

    private let stateHome: String
    private let arguments: Arguments
    private let log: Int32
    private let logPath: String
    private let process = Mutex<ChildProcess?>(nil)
    private let lastEnd = Mutex<ProgramEnd?>(nil)

    /// What lies in `folder` is the hub's: its sockets in `run`, its timers in `state/loquat`, what it says in `hub.log`.
    package init(in folder: String, _ arguments: Arguments) throws {
        directory = "\(folder)/run"
        stateHome = "\(folder)/state"
        mkdir(directory, 0o700)
        self.arguments = arguments
        logPath = "\(folder)/hub.log"
        log = open(logPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw SetupError("cannot write \(folder)/hub.log") }
    }

    deinit { close(log) }

    /// The supervisor's process; `nil` before ``start()`` and after ``kill()``.
    package var supervisor: Int32? { process.withLock { $0?.id } }

    /// How the supervisor has ended the last time; `nil` where it never has.
    package var supervisorEnd: ProgramEnd? { lastEnd.withLock { $0 } }

    /// All processes of the hub that are there now.
    package var processes: [HubProcess] { ProcessTable.hub(in: directory) }

    /// What all of them said so far on standard error.
    package var words: String { (try? readFile(logPath)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// Starts the supervisor, again after ``kill()``.
    package func start() throws {
        // Tests and benchmarks ask more often than people do, and many hubs run at once, where one port is for one of them.
        var environment = [
            "LOQUAT_HTTP": "off", "LOQUAT_SESSION_RATE": "0", "LOQUAT_PERSON_RATE": "0", "XDG_STATE_HOME": stateHome,
        ]
        environment.merge(arguments.environment) { _, given in given }
        environment["RUNTIME_DIRECTORY"] = directory
        environment["SWIFT_BACKTRACE"] = "enable=no"
        let words =
            [ProgramCommand.path(of: "hub-supervisor")] + arguments.supervisor + [
                "--llm-streamer-arguments", Self.line(arguments.streamer),
                "--tts-workers-arguments", Self.line(arguments.workers),
                "--audio-sequencer-arguments", Self.line(arguments.sequencer),
            ]
        let child = try ChildProcess(words, environment: environment, errors: log)
        process.withLock { $0 = child }
    }

    /// Suspends until all three stages listen and the supervisor does.
    package func isUp() async -> Bool {
        await eventually(within: .seconds(60)) {
            ["hub", "llm", "tts", "audio"].allSatisfy { access("\(directory)/\($0).sock", F_OK) == 0 }
        }
    }

    /// Sends a signal to the supervisor.
    package func send(_ signal: Int32) { process.withLock { $0 }?.send(signal) }

    /// Kills the supervisor alone: the stages are left to themselves.
    package func kill() {
        guard let process = process.withLock({ $0.take() }) else { return }
        let end = process.end()
        lastEnd.withLock { $0 = end }
    }

    /// Tells the hub to stop, and waits until all of it is gone.
    ///
    /// - Returns: what is left after `limit`: nothing, if all is well. It is killed.
    package func stop(within limit: Duration = .seconds(20)) async -> [HubProcess] {
        send(SIGTERM)
        _ = await eventually(within: limit) { processes.isEmpty }
        let left = processes
        for process in left { process.send(SIGKILL) }
        kill()
        return left
    }

    /// Words as `hub-supervisor` takes them: quoted as for a shell.
    private static func line(_ words: [String]) -> String {
        words.map { "'\($0)'" }.joined(separator: " ")
    }
}

extension RunningHub {
    /// Runs `body` with a hub that is up, and with `count` who talk to it; all of it is gone afterwards, whatever happens.
    /// `prepare` is called before it is started.
    package static func with<Value: Sendable>(
        _ arguments: Arguments,
        talkers count: Int,
        preparing prepare: (RunningHub) throws -> Void = { _ in },
        _ body: @Sendable (RunningHub, [HubTalker]) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryDirectory { folder in
            let hub = try RunningHub(in: folder, arguments)
            try prepare(hub)
            try hub.start()
            let result: Result<Value, any Error>
            do {
                guard await hub.isUp() else { throw SetupError("the hub does not start: \(hub.words)") }
                result = .success(try await hub.talk(count, body))
            } catch {
                result = .failure(error)
            }
            _ = await hub.stop()
            return try result.get()
        }
    }

    private func talk<Value: Sendable>(
        _ count: Int,
        _ body: @Sendable (RunningHub, [HubTalker]) async throws -> Value
    ) async throws -> Value {
        let talkers = (0..<count).map { _ in HubTalker(directory: directory) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for talker in talkers { group.addTask { try? await talker.run() } }
            defer { group.cancelAll() }
            return try await body(self, talkers)
        }
    }
}
