import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import Logging
import ServiceRuntime
import Settings
import SpeechFrames
import WorkerPool

@main
struct TTSWorkers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tts-workers",
        abstract: "Turns phrases into sound, several side by side, each by a worker process of its own.",
        discussion: """
            `phrase` frames in, `audio` frames out; other frames are passed on. It stands between the model and the \
            speaker, or alone:

              llm-streamer --ask "Why is the sky blue?" | tts-workers | audio-sequencer
              echo '{"type":"phrase","session":"s","turn":1,"phrase":0,"text":"Good morning."}' \\
                | tts-workers --lines-in | audio-sequencer --output wav:morning.wav

            The worker that comes with it is espeak-worker. Any program that reads `phrase` frames on standard input \
            and writes `audio` frames and `synthesized` to standard output can take its place: --worker 'python3 my.py'.

            Each setting can also stand in the settings' file or the environment: `loquat config` shows what holds.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "Workers")
    var workers: WorkerOptions

    @OptionGroup(title: "The voice of espeak-worker")
    var voice: VoiceOptions

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    @OptionGroup(title: "The hub")
    var hub: ServeOptions

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @OptionGroup(title: "Talk")
    var log: LogOptions

    func validate() throws {
        if workers.worker != nil, let flag = voice.givenFlags.first {
            throw ValidationError("\(flag.name) is for espeak-worker: give it to the command of --worker")
        }
    }

    func run() async throws {
        let logger = Logger.standardError(name: "tts-workers", verbose: log.verbose)
        try await Program.run("tts-workers", logger: logger) {
            let source = settings.source(flagsOf: self)
            let settings = try source.loadForStart()
            if hub.serve {
                let live = LiveSettings(.ttsWorkers, source, settings, logger: logger)
                return try await serve(settings, live, logger)
            }
            let pool = WorkerPool(configuration: settings.poolConfiguration, logger: logger)
            let output = FrameOutput(descriptor: STDOUT_FILENO, name: "standard output", framing: framing.output)
            let input = FrameInput(
                descriptor: STDIN_FILENO,
                name: "standard input",
                framing: framing.input,
                accepting: SynthesisRelay.accepted
            )
            do {
                try await SynthesisRelay(pool: pool, output: output).run(input)
            } catch let error as TransportError where error.code == .closed {
                // Whoever listened has heard enough.
            } catch let fault as WorkerFault {
                throw ProgramFailure(.unavailable, "nothing could be spoken: \(fault.message)")
            } catch let error as FrameError {
                throw ProgramFailure(.dataError, "standard input: \(error)")
            } catch let error as TransportError {
                throw ProgramFailure(.ioError, error.message)
            }
        }
    }

    private func serve(_ settings: EffectiveSettings, _ live: LiveSettings, _ logger: Logger) async throws {
        let station = SynthesisStation(
            directory: try hub.directory(),
            configuration: settings.poolConfiguration,
            version: LoquatVersion.current,
            orphanTimeout: settings[.orphanTimeout],
            reload: live.reload,
            logger: logger
        )
        do {
            try await live.run {
                station.take($0.poolConfiguration)
                return []
            } body: {
                try await ServiceReport.own.run(proving: station.prove, status: { station.summary }) { serving in
                    try await station.run(listening: serving)
                }
            }
        } catch let error as TransportError {
            throw ProgramFailure(.cannotCreate, error.message)
        }
    }
}
