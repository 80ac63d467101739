import ArgumentParser
import FrameTransport
import Logging
import ServiceRuntime
import SpeechFrames
import Supervision

@main
struct HubSupervisor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub-supervisor",
        abstract:
            "Runs the hub: starts and watches the three stages, knows the sessions, and hears the person's commands.",
        discussion: """
            It starts llm-streamer, tts-workers and audio-sequencer, which lie beside it, and starts again what dies. \
            Talk to it with loquat:

              hub-supervisor &
              loquat ask "Why is the sky blue?"

              hub-supervisor --llm-streamer-arguments '--provider replay' --audio-sequencer-arguments '--output null'

            The sockets lie in $RUNTIME_DIRECTORY, else $XDG_RUNTIME_DIR/loquat, else a directory of this user's under \
            the temporary directory.

            Environment: STREAMING_INTERRUPT_TIMEOUT is used where --interrupt-timeout is not given.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "Sessions")
    var sessions: SessionOptions

    @OptionGroup(title: "Stages")
    var stages: StageOptions

    @OptionGroup(title: "Talk")
    var log: LogOptions

    func run() async throws {
        let logger = Logger.standardError(name: "hub-supervisor", verbose: log.verbose)
        try await Program.run("hub-supervisor", logger: logger) {
            do {
                let directory = try RuntimeDirectory.resolve()
                let path = directory.path(of: .hub)
                if let pid = SocketProbe.listener(at: path) {
                    throw ProgramFailure(.unavailable, "a hub runs already, as process \(pid): it listens at \(path)")
                }
                // Turns that stages know from an earlier supervisor: it cannot have counted faster than the clock.
                let isTakingOver = Stage.allCases.contains {
                    SocketProbe.listener(at: directory.path(of: $0.socket)) != nil
                }
                let table = SessionTable(
                    limits: sessions.limits,
                    policy: sessions.newCommand,
                    announcementManner: sessions.announcementManner,
                    forgottenTurn: isTakingOver ? MonotonicTime.microseconds() / 1_000_000 : 0
                )
                let roster = StageRoster()
                let hub = Hub(
                    directory: directory,
                    table: table,
                    interruptGrace: try sessions.interruptGrace(),
                    roster: roster,
                    version: LoquatVersion.current,
                    logger: logger
                )
                let processes = try stages.processes(directory, roster, logger) { hub.gaveUp($0) }
                try await Supervisor(hub: hub, stages: processes).run()
            } catch let error as TransportError {
                throw ProgramFailure(.osError, error.message)
            }
        }
    }
}
