import ArgumentParser
import CLinux
import CMemory
import CommandOptions
import Glibc
import SpeechFrames
import Synthesis

/// The worker that comes with Loquat: one phrase at a time through libespeak-ng.
@main
struct EspeakWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "espeak-worker",
        abstract: "Speaks phrases with espeak-ng: `phrase` frames in, `audio` and `synthesized` frames out.",
        discussion: """
            Reads frames from standard input and writes frames to standard output until the input ends. Every phrase \
            is answered by its audio and `synthesized`, or by `failed`; `interrupt` stops a turn early. Frames of \
            other types are passed on, so that it can stand in a pipe where tts-workers stands:

              llm-streamer | espeak-worker | audio-sequencer
            """,
        version: LoquatVersion.current
    )

    @Option(help: "The voice, as `espeak-ng --voices` names it, perhaps with a variant: en-us, de+f3.")
    var voice: String?

    @Option(help: "The language, for a voice that speaks it: en-GB, pt-BR, zh.")
    var language: String?

    @Option(help: "The speaking rate in words a minute, 80 to 450.")
    var rate = 175

    @Option(help: "The pitch, 0 to 99.")
    var pitch = 50

    @Option(help: "The volume, 0 to 200; over 100 it may distort.")
    var volume = 100

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @Flag(help: .hidden)
    var dieWithParent = false

    /// After how many phrases the pages of code are given back, of which those that are needed come back in half a millisecond.
    private static let phrasesPerTidying = 32

    func run() throws {
        // The pool's own death closes our standard input; this covers a worker that does not get to read it.
        if dieWithParent { _ = linux_die_with_parent(SIGKILL) }
        // Speaking takes a core for a millisecond at a time. It must not push aside the threads that pass its first sound on.
        // Where the system refuses, it is only later.
        _ = linux_schedule_as_batch(100_000)
        // A reader that goes away ends us through the write's error.
        signal(SIGPIPE, SIG_IGN)
        let streams = WorkerStreams(input: STDIN_FILENO, output: STDOUT_FILENO, signals: Self.endSignals())
        var phrases = 0
        var loop = WorkerLoop(
            voice: try synthesizer(),
            streams: streams,
            input: framing.input,
            output: framing.output,
            name: "espeak-worker",
            afterPhrase: {
                // The kernel maps some pages around each that is used, so rare ones come to be resident as well.
                phrases += 1
                if phrases.isMultiple(of: Self.phrasesPerTidying) { linux_forget_code() }
            }
        )
        // Loading the voice was most of what this process ever needed.
        linux_narrow_code()
        linux_forget_code()
        switch loop.run() {
        case .inputEnded, .outputClosed, .stopped: return
        case .badFrame(let error): throw Self.failure(.dataError, "standard input: \(error.message)")
        case .failed(let reason): throw Self.failure(.ioError, reason)
        }
    }

    private func synthesizer() throws -> EspeakSynthesizer {
        do throws(SynthesisError) {
            let settings = try VoiceSettings(
                voice: voice,
                language: language,
                rate: rate,
                pitch: pitch,
                volume: volume
            )
            return try EspeakSynthesizer(settings: settings)
        } catch {
            switch error.code {
            case .dataMissing, .engine: throw Self.failure(.unavailable, error.message)
            default: throw Self.failure(.usage, error.message)
            }
        }
    }

    /// SIGINT and SIGTERM as something to poll: they end the worker between two pieces of sound.
    private static func endSignals() -> CInt {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        sigprocmask(SIG_BLOCK, &signals, nil)
        return signalfd(-1, &signals, CInt(SFD_CLOEXEC))
    }

    private static func failure(_ exit: Exit, _ message: String) -> ExitCode {
        StandardError.write("espeak-worker: \(message)\n")
        return exit.code
    }
}
