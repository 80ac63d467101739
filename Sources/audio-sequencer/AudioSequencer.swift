import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import Logging
import Playback
import ServiceRuntime
import Settings
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

            Each setting can also stand in the settings' file or the environment: `loquat config` shows what holds.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "The sound")
    var sound: SoundOptions

    @OptionGroup(title: "For the eye")
    var display: DisplayOptions

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    @OptionGroup(title: "The hub")
    var hub: ServeOptions

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @Flag(help: "Tell on standard output, in frames with lengths, what was heard.")
    var frames = false

    @Flag(help: "Only look whether the output can be heard, and say so in JSON, a line for each finding.")
    var check = false

    @Flag(help: "With --check: play a short tone.")
    var tone = false

    @OptionGroup(title: "Talk")
    var log: LogOptions

    /// What may come from up the line.
    private static let accepted: Set<FrameType> = [
        .hello, .begin, .token, .phrase, .audio, .synthesized, .failed, .end, .command, .interrupt, .interrupted,
    ]

    func validate() throws {
        if tone, !check { throw ValidationError("--tone goes with --check") }
        if hub.serve, tellsFrames || display.captions {
            throw ValidationError(
                "--serve tells what was heard over its socket: neither frames nor captions go with it"
            )
        }
        if tellsFrames, display.captions { throw ValidationError(Self.oneThing) }
    }

    private static let oneThing = "standard output can carry one thing: frames, the sound or captions"

    func run() async throws {
        let logger = Logger.standardError(name: "audio-sequencer", verbose: log.verbose)
        try await Program.run("audio-sequencer", logger: logger) {
            let source = settings.source(flagsOf: self)
            let settings = try source.loadForStart()
            if tellsFrames, settings.writesStandardOutput { throw ProgramFailure(.usage, Self.oneThing) }
            do {
                if check {
                    let configuration = try settings.sequencerConfiguration()
                    let check = SoundCheck(
                        output: configuration.defaultOutput,
                        latency: configuration.targetLatency,
                        withTone: tone
                    )
                    for finding in await check.run() { try StandardOutput.write(finding.line) }
                } else if hub.serve {
                    try await serve(settings, LiveSettings(.audioSequencer, source, settings, logger: logger), logger)
                } else {
                    try await play(settings, logger)
                }
            } catch let error as FrameError {
                throw ProgramFailure(.dataError, "standard input: \(error)")
            } catch let error as TransportError where error.code == .system {
                throw ProgramFailure(.ioError, error.message)
            } catch let error as OutputError {
                throw ProgramFailure(Exit(error), error.message)
            }
        }
    }

    private func serve(_ settings: EffectiveSettings, _ live: LiveSettings, _ logger: Logger) async throws {
        let station = PlaybackStation(
            directory: try hub.directory(),
            configuration: try settings.sequencerConfiguration(),
            version: LoquatVersion.current,
            orphanTimeout: settings[.orphanTimeout],
            reload: live.reload,
            logger: logger,
            observe: logger.tell
        )
        try await live.run {
            try await ServiceReport.own.run(proving: station.prove, status: { station.summary }) { serving in
                try await station.run(listening: serving)
            }
        }
    }

    private var tellsFrames: Bool { frames || framing.lines || framing.linesOut }

    private func play(_ settings: EffectiveSettings, _ logger: Logger) async throws {
        let (notices, notice) = AsyncStream.makeStream(
            of: TurnDisplay.Notice.self,
            bufferingPolicy: .bufferingOldest(PlaybackTeller.limit)
        )
        let sequencer = Sequencer(configuration: try settings.sequencerConfiguration(), logger: logger) { events in
            for event in events { notice.yield(.event(event)) }
        }
        let teller = PlaybackTeller(
            display: display,
            frames: tellsFrames ? framing.output : nil,
            soundOnStandardOutput: settings.writesStandardOutput,
            logger: logger
        )
        try await withThrowingTaskGroup(of: Done.self) { group in
            group.addTask {
                defer { notice.finish() }
                try await sequencer.run()
                return .playing
            }
            group.addTask {
                try await teller.run(notices)
                return .telling
            }
            group.addTask {
                .reading(try await read(into: sequencer) { notice.yield(.frame($0)) })
            }
            // Not waitForAll(), which would wait for the input's end before it throws what has failed.
            var failure: FrameError?
            while let done = try await group.next() {
                switch done {
                case .playing: break
                // All is played and told, or nobody listens any more: more input would be for nobody.
                case .telling: group.cancelAll()
                case .reading(let error): failure = error
                }
            }
            if let failure { throw failure }
        }
    }

    /// Takes frames to their end, or to the first that is none: what came before it is still played.
    private func read(into sequencer: Sequencer, _ note: (Frame) -> Void) async throws -> FrameError? {
        let input = FrameInput(
            descriptor: STDIN_FILENO,
            name: "standard input",
            framing: framing.input,
            accepting: Self.accepted
        )
        var failure: FrameError?
        do {
            for try await raw in input {
                let frame = try raw.decode()
                if raw.type != .audio { note(frame) }
                await sequencer.receive(frame)
            }
        } catch let error as FrameError {
            failure = error
        }
        await sequencer.inputEnded()
        return failure
    }
}

/// A part of the program that has come to its end.
private enum Done: Sendable {
    case playing, telling
    /// With the frame that was none.
    case reading(FrameError?)
}
