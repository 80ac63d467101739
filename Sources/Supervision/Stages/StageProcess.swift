private import FrameTransport
private import Glibc
package import Logging
private import Subprocess
private import SystemPackage

/// One stage's process: started, watched, started again, and stopped in the end.
///
/// A stage that already listens on its socket is watched as it is, and not started a second time: it has outlived the
/// supervisor that started it.
package struct StageProcess: Sendable {
    /// How long a stage may take to end after SIGTERM; then it is killed.
    package static let stopGrace = Duration.seconds(3)

    /// How often a process that is not our child is looked at: the kernel tells only a parent of its end.
    private static let look = Duration.milliseconds(100)

    let stage: Stage
    private let program: String
    private let arguments: [String]
    private let socket: String
    private let roster: StageRoster
    private let logger: Logger
    private let ended: @Sendable (Stage, _ isGivenUp: Bool) -> Void

    /// Runs `program`, which listens at the path `socket`; `ended` is called when it has ended by itself, with whether it has
    /// done so so often that what needs it should not wait.
    package init(
        _ stage: Stage,
        program: String,
        arguments: [String],
        socket: String,
        roster: StageRoster,
        logger: Logger,
        ended: @escaping @Sendable (Stage, _ isGivenUp: Bool) -> Void
    ) {
        self.stage = stage
        self.program = program
        self.arguments = arguments
        self.socket = socket
        self.roster = roster
        var logger = logger
        logger[metadataKey: "stage"] = "\(stage.name)"
        self.logger = logger
        self.ended = ended
    }

    /// Runs the stages until `stop` returns, each of them whatever becomes of the others; then ends the first, and when it is gone
    /// the next: who hands on ends before who takes.
    package static func keep(_ stages: some Collection<StageProcess>, until stop: @Sendable () async -> Void) async {
        guard let last = stages.first else { return await stop() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await last.run() }
            await keep(Array(stages.dropFirst()), until: stop)
            group.cancelAll()
        }
    }

    /// Keeps the stage running until the task is cancelled; when it returns, nothing of it is left.
    package func run() async {
        var policy = RestartPolicy()
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let death = await live()
            if Task.isCancelled { return }
            switch policy.died(at: .now, afterLiving: start.duration(to: .now)) {
            case .restart(let wait):
                logger.warning("\(stage.name) \(death); it is started again", metadata: ["after": "\(wait)"])
                roster.died(stage, death, isCritical: false)
                ended(stage, false)
                try? await Task.sleep(for: wait)
            case .critical(let wait):
                logger.critical(
                    "\(stage.name) \(death): more than \(RestartPolicy.mostDeaths) times in \(RestartPolicy.window)",
                    metadata: ["after": "\(wait)"]
                )
                roster.died(stage, death, isCritical: true)
                ended(stage, true)
                try? await Task.sleep(for: wait)
            }
        }
    }

    /// One life of the stage; returns how it ended.
    private func live() async -> String {
        await withTaskGroup(of: String?.self) { group in
            group.addTask {
                if let pid = UnixAddress.listener(at: socket), let process = ProcessFacts(pid: pid) {
                    return await adopt(process)
                }
                return await start()
            }
            group.addTask {
                await killWhenHung()
                return nil
            }
            while let ended = await group.next() {
                guard let death = ended else { continue }
                group.cancelAll()
                return death
            }
            return "ended"
        }
    }

    private func killWhenHung() async {
        while true {
            await roster.waitUntilHung(stage)
            if Task.isCancelled { return }
            logger.warning("\(stage.name) runs and does not answer: it is killed")
            roster.kill(stage)
            try? await Task.sleep(for: Self.look)
        }
    }

    private func start() async -> String {
        var group: pid_t?
        // A child of the stage's that ignored SIGTERM is left when the stage has gone. A group keeps its number as long as
        // it has a member; an empty one is not found.
        defer { if let group { kill(-group, SIGKILL) } }
        do {
            let result = try await Subprocess.run(
                configuration(),
                input: .none,
                output: .discarded,
                error: .currentStandardError
            ) { execution in
                group = execution.processIdentifier.value
                roster.runs(stage, ProcessFacts(pid: execution.processIdentifier.value))
                logger.info("started", metadata: ["pid": "\(execution.processIdentifier.value)"])
            }
            switch result.terminationStatus {
            case .exited(let code): return "ended with exit code \(code)"
            case .signaled(let signal): return "was ended by signal \(signal)"
            }
        } catch {
            return "cannot be started: \(error)"
        }
    }

    private func configuration() -> Configuration {
        var options = PlatformOptions()
        // Ctrl-C on the terminal reaches the supervisor alone, which ends its stages in their order.
        options.processGroupID = 0
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.stopGrace)
        ]
        return Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(arguments),
            // A program that crashes would be held back for its backtrace.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            platformOptions: options
        )
    }

    /// Watches a process that is not our child until it ends; ends it when the task is cancelled.
    private func adopt(_ process: ProcessFacts) async -> String {
        logger.info("found at work", metadata: ["pid": "\(process.pid)"])
        roster.runs(stage, process, isListening: true)
        while process.isRunning, !Task.isCancelled { try? await Task.sleep(for: Self.look) }
        if process.isRunning { await Self.withoutCancellation { await end(process) } }
        return "ended, and was not this supervisor's child"
    }

    private func end(_ process: ProcessFacts) async {
        kill(process.pid, SIGTERM)
        let limit = ContinuousClock.now + Self.stopGrace
        while process.isRunning, ContinuousClock.now < limit { try? await Task.sleep(for: Self.look / 10) }
        roster.kill(stage)
    }

    /// Runs what has to be brought to its end although the task around it is cancelled.
    private static func withoutCancellation(_ body: @escaping @Sendable () async -> Void) async {
        await Task { await body() }.value
    }
}
