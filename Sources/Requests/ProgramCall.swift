private import Glibc
private import Subprocess
private import SystemPackage
internal import Tools

/// One run of a program of the user's: JSON on its standard input, one JSON object back on its standard output.
struct ProgramCall: Sendable {
    /// The program, by its path or as it is found in `PATH`, and its arguments. No shell reads them.
    let arguments: [String]
    let deadline: Duration

    /// More than this, in bytes, is no answer.
    static let longestAnswer = 65_536

    /// What it says on standard error is told in a message: at most so much, in bytes.
    private static let longestComplaint = 400

    /// How long it may take to end after SIGTERM.
    private static let stopGrace = Duration.milliseconds(500)

    private struct Ended: Sendable {
        var answer: [UInt8] = []
        var complaint: [UInt8] = []
    }

    /// Runs it.
    ///
    /// - Returns: what it has written; nothing is `nil`.
    /// - Throws: ``ToolError`` where it cannot be started, fails, takes too long or answers with something else;
    ///   `CancellationError`. It has ended then, with all that it started.
    func run(_ input: JSONValue, environment: [String: String] = [:]) async throws -> [String: JSONValue]? {
        try await withThrowingTaskGroup(of: [String: JSONValue]?.self) { group in
            group.addTask { try await answer(input, environment) }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw ToolError(
                    .timedOut,
                    "`\(name)` took longer than \(deadline), and was ended",
                    spoken: "Sorry, that took too long."
                )
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            try Task.checkCancellation()
            return answer
        }
    }

    private var name: String { arguments.joined(separator: " ") }

    private func answer(_ input: JSONValue, _ environment: [String: String]) async throws -> [String: JSONValue]? {
        // One that ends before it has read all is no reason for us to die.
        signal(SIGPIPE, SIG_IGN)
        var group: pid_t?
        // What it started and left behind goes too; a group that is empty is not found.
        defer { if let group { kill(-group, SIGKILL) } }
        do {
            let result = try await Subprocess.run(
                configuration(environment),
                input: .inputWriter,
                output: .sequence,
                error: .sequence
            ) { execution in
                group = execution.processIdentifier.value
                return try await talk(execution, input.json)
            }
            return try parse(result.closureResult, result.terminationStatus)
        } catch let error as SubprocessError where !Task.isCancelled {
            throw ToolError(.unavailable, "`\(name)` cannot be started: \(error)")
        }
    }

    private func configuration(_ environment: [String: String]) -> Subprocess.Configuration {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.stopGrace)
        ]
        let program = arguments.first ?? ""
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
        return Subprocess.Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(Array(arguments.dropFirst())),
            environment: .inherit.updating(variables),
            platformOptions: options
        )
    }

    private func talk(
        _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>,
        _ input: [UInt8]
    ) async throws -> Ended {
        try await withThrowingTaskGroup(of: Ended.self) { group in
            group.addTask {
                // A program that does not read its input may still answer.
                _ = try? await execution.standardInputWriter.write(input)
                try? await execution.standardInputWriter.finish()
                return Ended()
            }
            group.addTask { Ended(answer: try await Self.read(execution.standardOutput, upTo: Self.longestAnswer)) }
            group.addTask {
                Ended(complaint: try await Self.read(execution.standardError, upTo: Self.longestComplaint))
            }
            var whole = Ended()
            for try await part in group {
                whole.answer += part.answer
                whole.complaint += part.complaint
            }
            return whole
        }
    }

    /// At most one byte more than `limit`; the rest is read and left out, so that the program can end.
    private static func read(_ stream: SubprocessOutputSequence, upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in stream where bytes.count <= limit {
            buffer.withUnsafeBytes { bytes += $0.prefix(limit + 1 - bytes.count) }
        }
        return bytes
    }

    private func parse(_ ended: Ended, _ status: TerminationStatus) throws -> [String: JSONValue]? {
        guard case .exited(0) = status else {
            throw ToolError(.failed, "`\(name)` \(Self.words(status, ended.complaint))")
        }
        guard ended.answer.count <= Self.longestAnswer else {
            throw ToolError(.failed, "`\(name)` answered with more than \(Self.longestAnswer) bytes")
        }
        guard ended.answer.contains(where: { $0 > 0x20 }) else { return nil }
        guard let object = (try? JSONValue(json: ended.answer))?.object else {
            let start = String(decoding: ended.answer.prefix(60), as: UTF8.self)
            throw ToolError(.failed, "`\(name)` did not answer with one JSON object but with: \(start)")
        }
        if let error = object["error"], error != .null {
            let words = error.string ?? error.text
            throw ToolError(.failed, "`\(name)`: \(words)", spoken: object["spoken"]?.string)
        }
        return object
    }

    private static func words(_ status: TerminationStatus, _ complaint: [UInt8]) -> String {
        let said =
            String(decoding: complaint.prefix(longestComplaint), as: UTF8.self)
            .split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
        return switch status {
        case .exited(let code): "ended with exit code \(code)\(said)"
        case .signaled(let signal): "was ended by signal \(signal)\(said)"
        }
    }
}
