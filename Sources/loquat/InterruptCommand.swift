public import ArgumentParser
import CommandOptions
import Logging
import ServiceRuntime
import SpeechFrames
import Synchronization

extension InterruptReason: ExpressibleByArgument {}

struct InterruptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interrupt",
        abstract: "Stops what is being said, and tells how far it was heard."
    )

    @Argument(help: "The session that is interrupted.")
    var session: String?

    @Option(help: "Only this turn of the session, as an announcement beside an answer that goes on.")
    var turn: Int?

    @Flag(help: "Interrupt every session.")
    var all = false

    @Option(help: "Why.")
    var reason = InterruptReason.userRequest

    @Flag(help: "Show the hub's frames, one JSON object a line.")
    var json = false

    func validate() throws {
        guard (session == nil) == all else { throw ValidationError("name a session, or use --all") }
        if let turn {
            guard session != nil else { throw ValidationError("--turn is a session's: name the session, too") }
            guard turn > 0 else { throw ValidationError("--turn is \(turn): turns are counted from 1") }
        }
        if let session, session.isEmpty { throw ValidationError("the session's id is empty: use --all for every one") }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            let open = Mutex(0)
            let interrupt = Interrupt(
                session: session ?? "",
                turn: turn ?? 0,
                reason: reason,
                alone: turn == nil ? nil : true
            )
            try await HubClient().exchange(.interrupt(interrupt)) { frame in
                if json { try StandardOutput.write(frame) }
                switch frame {
                case .refused(let refused): throw refused.failure
                // All of them come before the first end.
                case .accepted: open.withLock { $0 += 1 }
                case .interrupted(let interrupted):
                    if !json { try StandardOutput.write(line(interrupted)) }
                    return open.withLock { open in
                        open -= 1
                        return open > 0
                    }
                default: break
                }
                return true
            }
        }
    }

    private func line(_ interrupted: Interrupted) -> String {
        "\(interrupted.turnID): interrupted, heard: \"\(interrupted.heard ?? "")\"\n"
    }
}
