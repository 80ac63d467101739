import ArgumentParser
import FrameTransport
import Glibc
import Logging
import Playback
import ServiceRuntime
import SpeechFrames

@main
struct AudioSequencer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audio-sequencer",
        abstract: "Plays phrases in their order, whatever order their audio comes in, without gaps.",
        discussion: """
            `audio` frames in, sound out. It is the end of the line:

              llm-streamer --ask "Why is the sky blue?" | tts-workers | audio-sequencer --captions
              … | audio-sequencer --output wav:answer.wav
              … | audio-sequencer --output pcm:- | aplay -f S16_LE -r 22050

            With --lines or --frames, what was heard is told in frames on standard output: progress, failed, \
            finished, interrupted.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "The sound")
    var sound: SoundOptions

    @OptionGroup(title: "For the eye")
    var display: DisplayOptions

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @Flag(help: "Tell on standard output, in frames with lengths, what was heard.")
    var frames = false

    @OptionGroup(title: "Talk")
    var log: LogOptions

    /// What may come from up the line.
    private static let accepted: Set<FrameType> = [
        .hello, .begin, .token, .phrase, .audio, .synthesized, .failed, .end, .command, .interrupt, .interrupted,
    ]

    func validate() throws {
        if tellsFrames, sound.writesStandardOutput || display.captions {
            throw ValidationError("standard output can carry one thing: frames, the sound or captions")
        }
    }

    func run() async throws {
        let logger = Logger.standardError(name: "audio-sequencer", verbose: log.verbose)
        try await Program.run("audio-sequencer", logger: logger) {
            do {
                try await play(logger)
            } catch let error as FrameError {
                throw ProgramFailure(.dataError, "standard input: \(error)")
            } catch let error as TransportError where error.code == .system {
                throw ProgramFailure(.ioError, error.message)
            } catch let error as OutputError {
                throw ProgramFailure(Exit(error), error.message)
            }
        }
    }

    private var tellsFrames: Bool { frames || framing.lines || framing.linesOut }

    private func play(_ logger: Logger) async throws {
        let (notices, notice) = AsyncStream.makeStream(
            of: TurnDisplay.Notice.self,
            bufferingPolicy: .bufferingOldest(PlaybackTeller.limit)
        )
        let sequencer = Sequencer(configuration: try sound.configuration(), logger: logger) { notice.yield(.event($0)) }
        let teller = PlaybackTeller(
            display: display,
            frames: tellsFrames ? framing.output : nil,
            soundOnStandardOutput: sound.writesStandardOutput,
            logger: logger
        )
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                defer { notice.finish() }
                try await sequencer.run()
                return false
            }
            group.addTask {
                try await teller.run(notices)
                return true
            }
            group.addTask {
                let input = FrameInput(
                    descriptor: STDIN_FILENO,
                    name: "standard input",
                    framing: framing.input,
                    accepting: Self.accepted
                )
                for try await raw in input {
                    let frame = try raw.decode()
                    if raw.type != .audio { notice.yield(.frame(frame)) }
                    await sequencer.receive(frame)
                }
                await sequencer.inputEnded()
                return false
            }
            // Not waitForAll(), which would wait for the input's end before it throws what has failed.
            while let isAllTold = try await group.next() {
                // All is played and told, or nobody listens any more: more input would be for nobody.
                if isAllTold { group.cancelAll() }
            }
        }
    }
}
