import ArgumentParser
import CommandOptions
import Glibc
import ServiceRuntime
import TestSupport

@main
struct HubChaos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub-chaos",
        abstract: "Runs a real hub, kills and stops its processes at random, and listens whether anything is missing.",
        discussion: """
            The model is a stand-in over HTTP, and the voice's sound says of every sample where it belongs: what is lost, \
            repeated or stale is seen in the recordings. Ends with a table, and with exit code 1 where a zero should be \
            and is not; then the run's folder is kept. scripts/chaos builds what it needs and runs it.
            """
    )

    @Option(name: .customLong("for"), help: "How long it goes on: 60s, 2h. Ctrl-C ends it before.")
    var length = DurationArgument(.seconds(60))

    @Option(help: "How many sessions talk at once, 1 to 64.")
    var sessions = 4

    @Option(help: "What the random moments come from. (default: another one each time)")
    var seed: UInt64?

    @Option(help: "How many tokens a second the model writes.")
    var rate = 60.0

    @Option(help: "How long it is quiet between two blows, on average.")
    var pause = DurationArgument(.milliseconds(1_500))

    @Option(help: "Hurt this program only, such as tts-workers; may be repeated.")
    var victim: [Blow.Victim] = []

    @Flag(help: "Start a PulseAudio daemon too, have one session play there, and kill and stop that as well.")
    var pulse = false

    @Flag(help: "Keep the run's folder in any case.")
    var keep = false

    func validate() throws {
        guard (1...64).contains(sessions) else {
            throw ValidationError("--sessions is \(sessions): it must be from 1 to 64")
        }
        guard (1...10_000).contains(rate) else {
            throw ValidationError("--rate is \(rate): it must be from 1 to 10000")
        }
        guard pause.value >= .milliseconds(10) else { throw ValidationError("--pause must be at least 10ms") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let settings = ChaosSettings(
            length: length.value,
            sessions: sessions,
            seed: seed ?? UInt64.random(in: 1...999_999),
            rate: rate,
            pause: pause.value,
            victims: victim.isEmpty ? Blow.Victim.allCases : victim,
            playsOnPulse: pulse
        )
        print("seed \(settings.seed)")
        let folder = try ChaosFolder()
        let ledger = Ledger()
        let run = ChaosRun(settings: settings, folder: folder.path, ledger: ledger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await run.over.heedSignals() }
            group.addTask { await run.over.wait(for: settings.length) }
            try await run.perform()
            group.cancelAll()
        }
        let report = Report(ledger.counts)
        print(report.text)
        if report.isClean, !keep {
            folder.remove()
        } else {
            for fault in ledger.counts.faults.prefix(20) { print(fault) }
            print("seed \(settings.seed); logs, journal and recordings are kept in \(folder.path)")
        }
        if !report.isClean { throw ExitCode(1) }
    }
}

extension Blow.Victim: ExpressibleByArgument {}
