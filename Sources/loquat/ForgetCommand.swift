import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Forgets what was said in a session, in memory and on the disk; what is being said of it stops."
    )

    @Argument(help: "The session that is forgotten.")
    var session: String?

    @Flag(help: "Forget every session.")
    var all = false

    @Flag(help: "Show the hub's frame, one JSON object a line.")
    var json = false

    func validate() throws {
        guard (session == nil) == all else { throw ValidationError("name a session, or use --all") }
        if let session, session.isEmpty || session.utf8.count > TurnID.maximumSessionLength {
            throw ValidationError("the session must be 1 to \(TurnID.maximumSessionLength) bytes long")
        }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            try await HubClient().exchange(.forget(Forget(session: session ?? ""))) { frame in
                switch frame {
                case .refused(let refused): throw refused.failure
                case .forgotten(let forgotten):
                    if json {
                        try StandardOutput.write(frame)
                    } else {
                        try StandardOutput.write("forgotten: \(forgotten.sessions) sessions\n")
                    }
                    if let problem = forgotten.problem {
                        let what = "it is forgotten in memory, and its words may still be on the disk"
                        throw ProgramFailure(.unavailable, "\(what): \(problem)")
                    }
                    return false
                default: return true
                }
            }
        }
    }
}
