import ArgumentParser
import CommandOptions
import FrameTransport
import HubAPI
import HubMetrics
import HubTraces
import Intents
import Logging
import ServiceRuntime
import Settings
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

            The settings' file is read by the stages, too: `loquat config` shows what holds, and where it is set.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "Sessions")
    var sessions: SessionOptions

    @OptionGroup(title: "Safety")
    var safety: SafetyOptions

    @OptionGroup(title: "HTTP")
    var http: HTTPOptions

    @OptionGroup(title: "Traces")
    var traces: TraceOptions

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    @OptionGroup(title: "Stages")
    var stages: StageOptions

    @OptionGroup(title: "Sockets")
    var access: SocketAccess

    @OptionGroup(title: "Talk")
    var log: LogOptions

    func run() async throws {
        let logger = Logger.standardError(name: "hub-supervisor", verbose: log.verbose)
        try await Program.run("hub-supervisor", logger: logger) {
            let source = settings.source(flagsOf: self)
            let effective = try source.loadForStart()
            let live = LiveSettings(.hubSupervisor, source, effective, logger: logger)
            do {
                let directory = try RuntimeDirectory.resolve(group: try access.group())
                let lock = try lock(directory)
                defer { withExtendedLifetime(lock) {} }
                let isTakingOver = Stage.allCases.contains {
                    UnixAddress.listener(at: directory.path(of: $0.socket)) != nil
                }
                let table = SessionTable(
                    limits: effective.sessionLimits,
                    policy: effective[.newCommand],
                    announcementManner: effective[.announcementManner],
                    experiment: effective.experimentPlan,
                    // Turns that stages know from an earlier supervisor, which may have left no journal: it cannot have
                    // counted faster than the clock.
                    forgottenTurn: isTakingOver ? MonotonicTime.microseconds() / 1_000_000 : 0
                )
                let keeper = try effective.talkKeeper(logger)
                let roster = StageRoster()
                let journal = HubJournal(path: "\(directory.own)/hub.journal", logger: logger)
                let events = EventLog()
                let measures = HubMeasures(settings: effective, from: .now, time: .now)
                let exporter = effective.spanExporter(measures, logger)
                let hub = Hub(
                    directory: directory,
                    table: table,
                    interruptGrace: effective[.interruptTimeout],
                    roster: roster,
                    journal: journal,
                    keeper: keeper,
                    admission: effective.admission,
                    audit: effective.audit(logger),
                    events: events,
                    measures: measures,
                    traces: exporter?.traces,
                    version: LoquatVersion.current,
                    understand: { Self.cue($0, logger) },
                    reload: live.reload,
                    logger: logger
                )
                if !journal.isValid(isAlive: isTakingOver) { directory.forgetTurns() }
                hub.recall(isAlive: isTakingOver)
                let api = try effective.httpAPI(hub, events, logger: logger)
                let processes = stages.processes(directory, settings, access, roster, logger) {
                    hub.ended($0, isGivenUp: $1)
                }
                let work = {
                    try await live.run {
                        measures.take($0)
                        hub.take(
                            $0.sessionLimits,
                            policy: $0[.newCommand],
                            announcementManner: $0[.announcementManner],
                            experiment: $0.experimentPlan,
                            interruptGrace: $0[.interruptTimeout]
                        )
                        return []
                    } body: {
                        async let _: Void = api?.run() ?? ()
                        try await ServiceReport.own.run(proving: hub.prove, status: { hub.summary }) { serving in
                            try await Supervisor(hub: hub, stages: processes).run(listening: serving)
                        }
                    }
                }
                if let exporter { try await exporter.run(during: work) } else { try await work() }
            } catch let error as TransportError {
                throw ProgramFailure(.osError, error.message)
            }
        }
    }

    /// Tells by rules of llm-streamer's which questions are about what is being said.
    private static func cue(_ cues: Cues, _ logger: Logger) -> SessionCue.Test {
        do throws(RuleFileError) {
            let router = try CueRouter(rules: cues.rules)
            return { text, language in
                switch router.cue(in: text, language: language) {
                case .stop: .stop
                case .beside: .beside
                case nil: nil
                }
            }
        } catch {
            logger.warning("\(error.message)")
            return { _, _ in nil }
        }
    }

    /// One hub at a time works in the directory.
    private func lock(_ directory: RuntimeDirectory) throws -> HubLock {
        let path = "\(directory.own)/hub.lock"
        do {
            return try HubLock(path: path)
        } catch let held as HubLock.Held {
            let process = held.pid.map { ", as process \($0)" } ?? ""
            throw ProgramFailure(
                .unavailable,
                "a hub runs already\(process): it listens at \(directory.path(of: .hub))"
            )
        } catch let error as HubLock.Unavailable {
            throw ProgramFailure(.cannotCreate, "\(path) cannot be locked: \(error.reason)")
        }
    }
}
