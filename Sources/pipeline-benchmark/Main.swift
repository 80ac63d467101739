import ArgumentParser
import Glibc

@main
struct PipelineBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline-benchmark",
        abstract: "Measures the line from token to sound with the real programs, beside naive flows.",
        discussion: "scripts/bench builds what it needs and runs it."
    )

    @Option(help: "The folder of llm-streamer, tts-workers, espeak-worker and audio-sequencer.")
    var programs: String

    @Option(help: "Measure this alone; may be repeated.")
    var only: [Measurement] = []

    @Flag(help: "Fewer runs: to look at, not to quote.")
    var quick = false

    @Flag(help: "Also show the story's phrases, and when each left llm-streamer after the question.")
    var phrases = false

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let conditions = Conditions(programs: programs, isQuick: quick)
        var table = Table()
        let loadBefore = ProcessFigures.load
        for measurement in only.isEmpty ? Measurement.allCases : only {
            showProgress("measuring \(measurement.rawValue)")
            do {
                for row in try await rows(measurement, conditions) { table.add(row) }
            } catch {
                throw ValidationError("\(measurement.rawValue): \(error)")
            }
        }
        // Other work on the machine makes late wake-ups, so underruns and long shares: the figures need this beside them.
        print(
            "load average \(loadBefore) before, \(ProcessFigures.load) after, on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores"
        )
        if phrases {
            for line in try await StoryPhrases(conditions: conditions).lines() { print(line) }
        }
        if !table.isMet { throw ExitCode(1) }
    }

    /// On a terminal only: one line that the next one takes the place of.
    private func showProgress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let bytes = Array("\r\u{1B}[K\(text)\r".utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private func rows(_ measurement: Measurement, _ conditions: Conditions) async throws -> [Row] {
        switch measurement {
        case .share: try await OwnShare(conditions: conditions).run()
        case .hops: try await Hops(conditions: conditions).run()
        case .cached: try await CachedSound(conditions: conditions).run()
        case .tools: try await ToolPrompt(conditions: conditions).run()
        case .cold: try await ColdStart(conditions: conditions).run()
        case .story: try await StoryStart(conditions: conditions).run()
        case .gaps: try await Gaps(conditions: conditions).run()
        case .many: try await ManyTurns(conditions: conditions).run()
        case .memory: try await Memory(conditions: conditions).run()
        case .frames: try FrameCost(conditions: conditions).run()
        case .settings: try SettingsCost(conditions: conditions).run()
        case .start: try await ProcessStart(conditions: conditions).run()
        case .router: try await RouterLatency(conditions: conditions).run()
        case .hub: try await HubStart(conditions: conditions).run()
        case .sockets: try await SocketsOverPipe(conditions: conditions).run()
        case .interrupt: try await InterruptToSilence(conditions: conditions).run()
        case .restart: try await DeathToSound(conditions: conditions).run()
        case .sessions: try await ManySessions(conditions: conditions).run()
        case .flat: try await ManyShortTurns(conditions: conditions).run()
        }
    }
}

extension Measurement: ExpressibleByArgument {}
