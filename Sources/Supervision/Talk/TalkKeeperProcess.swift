private import Clocks
package import Logging
package import SpeechFrames
private import Subprocess
private import Synchronization
private import SystemPackage

/// The talk-keeper's process: started, given its work, and started again when it dies.
package final class TalkKeeperProcess: Sendable {
    /// The program's name.
    package static let name = "talk-keeper"

    /// How long it may take to end after SIGTERM; then it is killed. What it was writing then is as it was before.
    private static let stopGrace = Duration.seconds(1)

    private struct State {
        var process: ProcessFacts?
        var since: ContinuousClock.Instant?
        var restarts = 0
        var lastDeath: String?
        var isCritical = false
    }

    let archive: TalkArchive
    private let program: String
    private let arguments: [String]
    private let logger: Logger
    private let state = Mutex(State())

    /// Runs `program` for `archive`.
    package init(program: String, arguments: [String], archive: TalkArchive, logger: Logger) {
        self.program = program
        self.arguments = arguments
        self.archive = archive
        self.logger = logger
    }

    /// How it is.
    package var status: ProcessStatus {
        let state = state.withLock { $0 }
        return ProcessStatus(
            name: Self.name,
            state: state.process != nil ? .up : state.isCritical ? .critical : .down,
            pid: state.process?.pid,
            uptimeMilliseconds: state.since?.duration(to: .now).milliseconds,
            restarts: state.restarts,
            memoryBytes: state.process.flatMap { ProcessFacts.memory(of: $0.pid) },
            lastDeath: state.lastDeath,
            trouble: archive.trouble
        )
    }

    /// Keeps it running, and at work on what `source` has, until the task is cancelled; when it returns, it is gone.
    func run(_ source: TalkSource) async {
        var policy = RestartPolicy()
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let death = await live(source)
            if Task.isCancelled { return }
            switch policy.died(at: .now, afterLiving: start.duration(to: .now)) {
            case .restart(let wait):
                logger.warning("\(Self.name) \(death); it is started again", metadata: ["after": "\(wait)"])
                note(death, isCritical: false)
                try? await SteadyClock().sleep(for: wait)
            case .critical(let wait):
                logger.critical(
                    "\(Self.name) \(death): more than \(RestartPolicy.mostDeaths) times in \(RestartPolicy.window); the talk is not kept",
                    metadata: ["after": "\(wait)"]
                )
                note(death, isCritical: true)
                try? await SteadyClock().sleep(for: wait)
            }
        }
    }

    private func note(_ death: String, isCritical: Bool) {
        state.withLock { state in
            state.process = nil
            state.since = nil
            state.restarts += 1
            state.lastDeath = death
            state.isCritical = isCritical
        }
    }

    /// One life of it; returns how it ended.
    private func live(_ source: TalkSource) async -> String {
        do {
            let result = try await Subprocess.run(
                configuration,
                input: .inputWriter,
                output: .sequence,
                error: .currentStandardError
            ) { execution in
                began(execution.processIdentifier.value)
                let (replies, input) = AsyncStream<Frame>.makeStream(
                    bufferingPolicy: .bufferingOldest(KeeperLine.longestAnswer)
                )
                try? await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        defer { input.finish() }
                        var splitter = FrameSplitter(framing: .lengthPrefixed, accepting: KeeperLine.accepted)
                        for try await buffer in execution.standardOutput {
                            buffer.withUnsafeBytes { splitter.append($0) }
                            while let raw = try splitter.next() { input.yield(try raw.decode()) }
                        }
                    }
                    group.addTask { [archive] in
                        var line = KeeperLine(replies) { _ = try await execution.standardInputWriter.write($0) }
                        try await archive.work(&line, source)
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
                // A fault in what it says ends it, too.
                try? await execution.standardInputWriter.finish()
            }
            switch result.terminationStatus {
            case .exited(let code): return "ended with exit code \(code)"
            case .signaled(let signal): return "was ended by signal \(signal)"
            }
        } catch {
            return "cannot be started: \(error)"
        }
    }

    private func began(_ pid: Int32) {
        logger.info("\(Self.name) started", metadata: ["pid": "\(pid)"])
        state.withLock { state in
            state.process = ProcessFacts(pid: pid)
            state.since = .now
        }
    }

    private var configuration: Configuration {
        var options = PlatformOptions()
        // Ctrl-C on the terminal reaches the supervisor alone.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: Self.stopGrace)]
        return Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(arguments),
            // A program that crashes would be held back for its backtrace.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            platformOptions: options
        )
    }
}
