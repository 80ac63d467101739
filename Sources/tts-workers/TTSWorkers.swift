import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import Logging
import ServiceRuntime
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

            Environment: STREAMING_AUDIO_CONCURRENCY is used where --workers is not given, STREAMING_INTERRUPT_TIMEOUT \
            where --interrupt-timeout is not.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "Workers")
    var workers: WorkerOptions

    @OptionGroup(title: "The voice of espeak-worker")
    var voice: VoiceOptions

    @OptionGroup(title: "The hub")
    var hub: ServeOptions

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @OptionGroup(title: "Talk")
    var log: LogOptions

    func validate() throws {
        if workers.worker != nil, !voice.arguments.isEmpty {
            throw ValidationError("\(voice.arguments[0]) is for espeak-worker: give it to the command of --worker")
        }
    }

    func run() async throws {
        let logger = Logger.standardError(name: "tts-workers", verbose: log.verbose)
        try await Program.run("tts-workers", logger: logger) {
            let configuration = try workers.configuration(voice.arguments)
            if hub.serve { return try await serve(configuration, logger) }
            let pool = WorkerPool(configuration: configuration, logger: logger)
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

    private func serve(_ configuration: WorkerPoolConfiguration, _ logger: Logger) async throws {
        let station = SynthesisStation(
            directory: try hub.directory(),
            configuration: configuration,
            version: LoquatVersion.current,
            orphanTimeout: hub.orphanTimeout.value,
            logger: logger
        )
        do {
            try await station.run()
        } catch let error as TransportError {
            throw ProgramFailure(.cannotCreate, error.message)
        }
    }
}
