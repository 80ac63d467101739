import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import Settings

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at each thing that must be right for the hub to speak, and says what to do where it isn't.",
        discussion: """
            It looks at the settings, the voice, the sound (a short tone is heard), the model's server, the sockets, the \
            hub's processes and the machine, and asks the model a question to see how soon it would be heard.

            It ends with 0 where nothing is broken, and with 69 where something is.
            """
    )

    @Flag(help: "Show one JSON object for each finding, one a line.")
    var json = false

    @Flag(help: "Play no tone.")
    var quiet = false

    @Flag(help: "Ask the model nothing: looking takes no longer than a few seconds then.")
    var noQuestion = false

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            var verdicts: [Finding.Verdict] = []
            for check in checks {
                for finding in await check() {
                    verdicts.append(finding.verdict)
                    try StandardOutput.write(json ? finding.line : Array(FindingLine(finding).text.utf8))
                }
            }
            let broken = verdicts.filter { $0 == .failure }.count
            guard broken > 0 else { return }
            throw ProgramFailure(.unavailable, broken == 1 ? "one thing is broken" : "\(broken) things are broken")
        }
    }

    /// In the order in which a person mends things.
    private var checks: [@Sendable () async -> [Finding]] {
        let file = settings.config.map { ["--config", $0] } ?? []
        let source = settings.source(flagsOf: self)
        let programs = ProgramCheck(settings: file, soundServer: soundServer)
        return [
            { SettingsCheck(source: source).run() },
            { await VoiceCheck(programs: programs).run() },
            { await programs.findings(of: "audio-sequencer", "--check", quiet ? [] : ["--tone"], about: "sound") },
            { await programs.findings(of: "llm-streamer", "--check", [], about: "model") },
            { await ProcessCheck().run() },
            { MachineCheck().run() },
            { noQuestion ? [] : await AnswerCheck().run() },
        ]
    }
    /// The machine's own hub plays on the machine's own sound server (units/loquat-audio-sequencer.service), where it has one; that is
    /// nobody's default.
    private var soundServer: String? {
        let place = "/run/pulse/native"
        guard EnvironmentVariable.value(of: "PULSE_SERVER") == nil, access(place, F_OK) == 0,
            let hub = try? RuntimeDirectory.ofHub(), hub.path.hasPrefix("/run/loquat")
        else { return nil }
        return "unix:\(place)"
    }
}
