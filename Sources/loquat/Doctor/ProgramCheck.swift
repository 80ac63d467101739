import ServiceRuntime
import Subprocess
import SystemPackage

/// Has one of Loquat's programs look at what it owns, or do a little work.
struct ProgramCheck: Sendable {
    /// What each program is told of the settings' file.
    let settings: [String]

    /// Where it finds the sound server; `nil`: where this program would.
    var soundServer: String?

    /// How long a program may take: it waits for servers that may be far away.
    private static let patience = Duration.seconds(30)
    private static let longestOutput = 1 << 20

    /// What a program has said, and whether it ended well.
    struct Answer: Sendable {
        var output: String
        var messages: String
        var isWell: Bool
    }

    /// What `program` finds that is called with `flag`.
    func findings(of program: String, _ flag: String, _ more: [String], about subject: String) async -> [Finding] {
        let answer = await run(program, [flag] + more)
        let findings = Finding.all(in: answer.output)
        guard findings.isEmpty else { return findings }
        return [Finding(subject, .failure, answer.messages.lastLine ?? "\(program) says nothing")]
    }

    /// Runs `program` with `input`; one that takes too long is ended.
    func run(_ program: String, _ arguments: [String], input: String = "") async -> Answer {
        await withTaskGroup(of: Answer.self) { group in
            group.addTask { await runToEnd(program, arguments, input) }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return Answer(output: "", messages: "\(program) did not end within \(Self.patience)", isWell: false)
            }
            defer { group.cancelAll() }
            return await group.next() ?? Answer(output: "", messages: "", isWell: false)
        }
    }

    private func runToEnd(_ program: String, _ arguments: [String], _ input: String) async -> Answer {
        let path = SiblingProgram.path(of: program)
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
        var environment = Environment.inherit.updating(["SWIFT_BACKTRACE": "enable=no"])
        if let soundServer { environment = environment.updating(["PULSE_SERVER": soundServer]) }
        do {
            let result = try await Subprocess.run(
                path.contains("/") ? .path(FilePath(path)) : .name(path),
                arguments: Arguments(settings + arguments),
                environment: environment,
                platformOptions: options,
                input: .string(input),
                output: .string(limit: Self.longestOutput),
                error: .string(limit: Self.longestOutput)
            )
            return Answer(
                output: result.standardOutput,
                messages: result.standardError,
                isWell: result.terminationStatus.isSuccess
            )
        } catch {
            return Answer(output: "", messages: "\(program) cannot be started: \(error)", isWell: false)
        }
    }
}

extension String {
    /// The last line that holds something, without the name of the program before it.
    var lastLine: String? {
        split(separator: "\n").last.map(String.init)
    }
}
