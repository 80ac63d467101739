private import Dispatch
private import Glibc
private import Synchronization

/// Programs that run side by side, each one's standard output the next one's standard input, by pipes of the kernel.
package final class Pipeline: Sendable {
    /// What the first program reads.
    package enum Input: Sendable {
        /// `/dev/null`.
        case nothing
        /// These bytes, then the end.
        case bytes([UInt8])
        /// What the test writes, until it closes it.
        case open
        /// This text, then the end.
        static package func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
    }

    /// What becomes of what the last program writes.
    package enum Output: Sendable {
        /// It is collected.
        case collected
        /// Nobody reads it, until the test closes it: the pipe fills up.
        case unread
    }

    /// In the order of the pipe.
    package let programs: [RunningProgram]

    /// What the last program wrote. Empty where it is not read.
    package var output: CollectedOutput { reader.withLock { $0.output } }

    private struct Reader {
        var descriptor: Int32?
        var output: CollectedOutput
    }

    private let writer: Mutex<Int32?>
    private let writing = DispatchQueue(label: "input")
    private let reader: Mutex<Reader>

    fileprivate init(_ commands: [ProgramCommand], _ input: Input, _ output: Output) throws {
        signal(SIGPIPE, SIG_IGN)
        let first = try ClosingPipe()
        writer = Mutex(first.writeEnd)
        var programs: [RunningProgram] = []
        var readEnd = first.readEnd
        do {
            for command in commands {
                let pipe = try ClosingPipe()
                defer { close(pipe.writeEnd) }
                let program = Result { try RunningProgram(command, input: readEnd, output: pipe.writeEnd) }
                close(readEnd)
                readEnd = pipe.readEnd
                programs.append(try program.get())
            }
        } catch {
            close(readEnd)
            close(first.writeEnd)
            programs.forEach { $0.send(SIGKILL) }
            throw error
        }
        self.programs = programs
        switch output {
        case .collected: reader = Mutex(Reader(descriptor: nil, output: CollectedOutput(reading: readEnd)))
        case .unread:
            let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
            reader = Mutex(Reader(descriptor: readEnd, output: CollectedOutput(reading: nothing)))
        }
        switch input {
        case .nothing: closeInput()
        case .bytes(let bytes):
            write(bytes)
            closeInput()
        case .open: break
        }
    }

    /// Writes to the first program, behind the caller's back: a full pipe holds no test up.
    package func write(_ bytes: [UInt8]) {
        writing.async {
            guard let descriptor = self.writer.withLock({ $0 }) else { return }
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
            }
        }
    }

    /// Writes text to the first program.
    package func write(_ text: String) { write(Array(text.utf8)) }

    /// Ends the first program's input after what was written.
    package func closeInput() {
        writing.async { if let descriptor = self.writer.withLock({ $0.take() }) { close(descriptor) } }
    }

    /// How many bytes wait in the last pipe, where nobody reads it.
    package var waitingOutput: Int {
        reader.withLock { reader in
            var count: Int32 = 0
            guard let descriptor = reader.descriptor, ioctl(descriptor, UInt(FIONREAD), &count) == 0 else { return 0 }
            return Int(count)
        }
    }

    /// Whether so much waits in the last pipe that it may be full. A pipe takes 64 KiB, or 4 where a user has many (pipe(7)); how
    /// much of that is used depends on the pieces that are written.
    package var isNearlyFull: Bool {
        let getPipeSize: Int32 = 1_032
        let size = reader.withLock { $0.descriptor.map { fcntl($0, getPipeSize) } ?? 0 }
        return size > 0 && waitingOutput > Int(size) / 4
    }

    /// Reads the last program's output from now on, where nobody did.
    package func readOutput() {
        reader.withLock { reader in
            guard let descriptor = reader.descriptor.take() else { return }
            reader.output = CollectedOutput(reading: descriptor)
        }
    }

    /// Closes the last program's output, where nobody reads it.
    package func closeOutput() {
        if let descriptor = reader.withLock({ $0.descriptor.take() }) { close(descriptor) }
    }

    /// How each program ended, once all have and have said all.
    package func ends() async -> [ProgramEnd] {
        var ends: [ProgramEnd] = []
        for program in programs {
            ends.append(await program.end())
            _ = await program.standardError.end()
        }
        return ends
    }

    /// What was said on standard error by each program, so far.
    package var messages: [String] { programs.map(\.standardError.text) }

    /// Kills what still runs.
    fileprivate func kill() {
        programs.forEach { $0.send(SIGKILL) }
    }

    fileprivate func dispose() async {
        closeInput()
        closeOutput()
        kill()
        for program in programs { _ = await program.end() }
    }
}

/// Runs `body` beside the programs, which are gone afterwards, whatever happens.
///
/// After `limit` they are killed, so that nothing that waits for them waits for ever.
package func withPipeline<Value>(
    _ commands: [ProgramCommand],
    input: Pipeline.Input = .nothing,
    output: Pipeline.Output = .collected,
    limit: Duration = .seconds(45),
    _ body: (Pipeline) async throws -> Value
) async throws -> Value {
    let pipeline = try Pipeline(commands, input, output)
    let watchdog = DispatchWorkItem { pipeline.kill() }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1), execute: watchdog)
    defer { watchdog.cancel() }
    let result: Result<Value, any Error>
    do { result = .success(try await body(pipeline)) } catch { result = .failure(error) }
    await pipeline.dispose()
    return try result.get()
}

/// What came of a pipe whose programs ended by themselves.
package struct PipelineResult: Sendable {
    /// What the last program wrote.
    package let output: [UInt8]

    /// How each program ended; `signal(9)` may be the watchdog.
    package let ends: [ProgramEnd]

    /// What each said on standard error.
    package let messages: [String]

    package var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs programs in a pipe to their end.
package func runPipeline(
    _ commands: ProgramCommand...,
    input: Pipeline.Input = .nothing,
    limit: Duration = .seconds(45)
) async throws -> PipelineResult {
    try await withPipeline(commands, input: input, limit: limit) { pipeline in
        let output = await pipeline.output.end()
        return PipelineResult(output: output, ends: await pipeline.ends(), messages: pipeline.messages)
    }
}
