private import Glibc
internal import Logging
internal import SpeechFrames
internal import Subprocess
private import SystemPackage

/// What a worker process tells the pool, and asks of it.
protocol WorkerOwner: Sendable {
    /// The process runs, as `pid`. Orders for it come out of `orders` until ``stopped(_:)``.
    func started(as pid: Int32) -> (id: WorkerID, orders: AsyncStream<WorkerOrder>)

    /// The process gets no more orders.
    func stopped(_ id: WorkerID)

    /// Takes a frame; suspends to hold the worker back.
    ///
    /// - Throws: ``WorkerFault`` when the frame cannot be right, `CancellationError`.
    func receive(_ frame: RawFrame, from id: WorkerID) async throws

    /// Returns when the job's time is over; then the order ``WorkerOrder/late(_:)`` was given.
    func watch(_ job: JobID, of id: WorkerID) async
}

/// One worker process from its start to its end.
struct WorkerProcess {
    private typealias Running = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

    /// What came of one of the tasks around the process.
    private enum Ended: Sendable {
        /// The output ended, or the worker has to be replaced for a fault.
        case worker(WorkerFault?)
        /// All it said on standard error was logged; the last line.
        case messages(String?)
        /// There are no more orders.
        case orders
    }

    let configuration: WorkerPoolConfiguration
    let logger: Logger

    /// Runs a worker until it ends or has to be replaced, and tears it down with all that it started.
    ///
    /// - Returns: whose run it was, if it got that far, and why it ended.
    /// - Throws: `CancellationError`.
    func run(_ owner: some WorkerOwner) async throws -> (id: WorkerID?, fault: WorkerFault) {
        var group: pid_t?
        // A child of the worker's that ignores SIGTERM is left over once the worker itself has gone. A group keeps its
        // number as long as it has a member; an empty one is not found.
        defer { if let group { kill(-group, SIGKILL) } }
        do {
            let result = try await Subprocess.run(
                try await startup(),
                input: .inputWriter,
                output: .sequence,
                error: .sequence
            ) { execution in
                group = execution.processIdentifier.value
                return try await supervise(execution, owner)
            }
            let (id, fault, lastMessage) = result.closureResult
            return (id, fault ?? end(result.terminationStatus, lastMessage))
        } catch let fault as WorkerFault {
            return (nil, fault)
        } catch let error as SubprocessError where !Task.isCancelled {
            let name = configuration.command.description
            return (nil, WorkerFault(.unavailable, "the worker `\(name)` cannot be started: \(error)"))
        }
    }

    private func startup() async throws(WorkerFault) -> Subprocess.Configuration {
        let words = try await configuration.command.arguments()
        var options = PlatformOptions()
        // A group of its own, so that a shell's children go with it.
        options.processGroupID = 0
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: configuration.stopGrace)
        ]
        return Subprocess.Configuration(
            executable: .path(FilePath(words[0])),
            arguments: Arguments(Array(words.dropFirst())),
            // A Swift worker that crashes would be held back for its backtrace.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            platformOptions: options
        )
    }

    private func supervise(
        _ execution: Running,
        _ owner: some WorkerOwner
    ) async throws -> (id: WorkerID, fault: WorkerFault?, lastMessage: String?) {
        let (id, orders) = owner.started(as: execution.processIdentifier.value)
        defer { owner.stopped(id) }
        var fault: WorkerFault?
        var lastMessage: String?
        try await withThrowingTaskGroup(of: Ended.self) { group in
            group.addTask { .worker(try await read(execution, id, owner)) }
            group.addTask { await feed(execution, id, orders, owner) }
            group.addTask { .messages(try await logMessages(execution)) }
            while let ended = try await group.next() {
                switch ended {
                case .worker(let reason):
                    fault = fault ?? reason
                    owner.stopped(id)
                    // Whatever it started and left behind goes too; for one that has ended this changes nothing.
                    try? execution.send(signal: .kill, toProcessGroup: true)
                case .messages(let last): lastMessage = last
                case .orders: break
                }
            }
        }
        return (id, fault, lastMessage)
    }

    /// Reads frames until the output ends.
    private func read(_ execution: Running, _ id: WorkerID, _ owner: some WorkerOwner) async throws -> WorkerFault? {
        var splitter = FrameSplitter(framing: .lengthPrefixed, accepting: PoolState.answerTypes)
        do {
            for try await buffer in execution.standardOutput {
                buffer.withUnsafeBytes { splitter.append($0) }
                while let frame = try splitter.next() { try await owner.receive(frame, from: id) }
                // Reading what is there already suspends nothing: a quick worker's reader would keep its thread, and with as
                // many of those as there are processors the others' workers were never heard.
                await Task.yield()
            }
            return nil
        } catch let error as FrameError {
            return PhraseCheck.nonsense(error.message)
        } catch let fault as WorkerFault {
            return fault
        }
    }

    /// Hands the worker one phrase after the other.
    private func feed(
        _ execution: Running,
        _ id: WorkerID,
        _ orders: AsyncStream<WorkerOrder>,
        _ owner: some WorkerOwner
    ) async -> Ended {
        var next = orders.makeAsyncIterator()
        while let order = await next.next(isolation: #isolation) {
            guard case .speak(let phrase, let job) = order else { continue }
            let isLate = await withTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                // In a task of its own: a worker that does not read must not keep us from seeing that it is late. It starts
                // here and now, for each change of threads on the way to the worker is heard as delay.
                group.addImmediateTask { await write(.phrase(phrase), to: execution) }
                group.addTask { await owner.watch(job, of: id) }
                while let order = await next.next(isolation: #isolation) {
                    switch order {
                    case .interrupt(let interrupt, job):
                        group.addImmediateTask { await write(.interrupt(interrupt), to: execution) }
                        group.addTask { await owner.watch(job, of: id) }
                    case .late(job): return true
                    case .done(job): return false
                    default: continue
                    }
                }
                return false
            }
            if isLate { return .worker(WorkerFault(.deadline, "the worker did not answer in time and was killed")) }
        }
        return .orders
    }

    /// Writes a frame. One that no longer reads is about to end, or will be late: either is seen elsewhere.
    private func write(_ frame: Frame, to execution: Running) async {
        var bytes: [UInt8] = []
        guard (try? frame.encode(as: .lengthPrefixed, into: &bytes)) != nil else { return }
        _ = try? await execution.standardInputWriter.write(bytes)
    }

    private func logMessages(_ execution: Running) async throws -> String? {
        var lines = MessageLines()
        let pid = "\(execution.processIdentifier.value)"
        var last: String?
        for try await buffer in execution.standardError {
            for line in buffer.withUnsafeBytes({ lines.append($0) }) {
                last = line
                logger.warning("worker: \(line)", metadata: ["pid": "\(pid)"])
            }
        }
        return last
    }

    private func end(_ status: TerminationStatus, _ lastMessage: String?) -> WorkerFault {
        let name = configuration.command.description
        let said = lastMessage.map { "; it said: \($0)" } ?? ""
        switch status {
        case .exited(126), .exited(127):
            return WorkerFault(.unavailable, "the worker `\(name)` cannot be started\(said)")
        case .exited(let code):
            return WorkerFault(.died, "the worker `\(name)` ended with exit code \(code)\(said)")
        case .signaled(let signal):
            return WorkerFault(.died, "the worker `\(name)` was ended by signal \(signal)\(said)")
        }
    }
}
