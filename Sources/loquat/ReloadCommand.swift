import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames
import Synchronization

struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Has the hub read its settings again, without cutting what is being said.",
        discussion: """
            Turns that begin afterwards have what has changed; what needs a restart is named. A file that cannot be taken \
            changes nothing, and the exit code is 78. SIGHUP does the same in one process alone.
            """
    )

    @Flag(help: "Show the frames of the hub and its stages, one JSON object a line.")
    var json = false

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let talk = Mutex(Talk())
            try await HubClient().exchange(.reload(Reload())) { frame in
                guard case .reloaded(let reloaded) = frame else { return true }
                if json { try StandardOutput.write(frame) } else { try StandardOutput.write(lines(reloaded)) }
                return talk.withLock { $0.isGoingOn(after: reloaded) }
            }
            if let problem = talk.withLock({ $0.problem }) { throw ProgramFailure(.config, problem) }
        }
    }

    /// Who is still to answer, and what went wrong first.
    private struct Talk {
        private var awaited: Set<String> = []
        private(set) var problem: String?

        mutating func isGoingOn(after reloaded: Reloaded) -> Bool {
            awaited.formUnion(reloaded.awaits ?? [])
            awaited.remove(reloaded.program)
            problem = problem ?? reloaded.problem
            return !awaited.isEmpty
        }
    }

    private func lines(_ reloaded: Reloaded) -> String {
        let changed = reloaded.changed.map { "\($0.key) is \($0.new), was \($0.old)" }
        let restart = reloaded.restart.map { "\($0.key) stays \($0.old) until a restart; the settings say \($0.new)" }
        let problem = reloaded.problem == nil ? [] : ["all stays as it is"]
        let lines = problem + changed + restart
        return (lines.isEmpty ? ["nothing has changed"] : lines).map { "\(reloaded.program): \($0)\n" }.joined()
    }
}
