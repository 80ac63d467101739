import ArgumentParser
import CommandOptions
import FrameTransport
import Glibc
import LanguageModels
import Logging
import Phrasing
import Requests
import ServiceRuntime
import Settings
import SpeechFrames
import Tools
import TurnStreaming

@main
struct LLMStreamer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "llm-streamer",
        abstract: "Asks a language model, and passes its answer on in phrases while it is being written.",
        discussion: """
            Frames go to standard output: tokens for the eye, phrases for the ear. Pipe them on:

              llm-streamer --ask "Why is the sky blue?" | tts-workers | audio-sequencer
              echo 'Hello there. How are you?' | llm-streamer --provider replay | tts-workers | audio-sequencer
              llm-streamer --ask "Why?" --lines | jq -r 'select(.type=="phrase").text'

            Without --ask, a question is read from standard input, up to its end; with --provider replay, the answer. \
            With --frames-in or --lines-in, `ask` frames are read, and as many turns are answered side by side as come.

            Each setting can also stand in the settings' file or the environment: `loquat config` shows what holds.
            """,
        version: LoquatVersion.current
    )

    @OptionGroup(title: "The question")
    var question: QuestionOptions

    @OptionGroup(title: "The model")
    var model: ModelOptions

    @OptionGroup(title: "When the model fails")
    var fallback: FallbackOptions

    @OptionGroup(title: "A replay")
    var replay: ReplayOptions

    @OptionGroup(title: "Without the model")
    var requests: RequestOptions

    @OptionGroup(title: "Phrases")
    var phrases: PhraseOptions

    @OptionGroup(title: "Text for the eye")
    var feedback: FeedbackOptions

    @OptionGroup(title: "What is kept for the next time")
    var caches: CacheOptions

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    @OptionGroup(title: "The hub")
    var hub: ServeOptions

    @OptionGroup(title: "Frames")
    var framing: FramingOptions

    @Flag(help: "Read `ask` frames with lengths from standard input.")
    var framesIn = false

    @Flag(help: "Only look whether the model's servers answer and have the models, and say so in JSON, a line each.")
    var check = false

    @OptionGroup(title: "Talk")
    var log: LogOptions

    func run() async throws {
        let logger = Logger.standardError(name: "llm-streamer", verbose: log.verbose)
        try await Program.run("llm-streamer", logger: logger) {
            let output = FrameOutput(descriptor: STDOUT_FILENO, name: "standard output", framing: framing.output)
            let source = try source()
            let settings = try source.loadForStart()
            do {
                if check {
                    for finding in try await settings.lookAtModels() { try StandardOutput.write(finding.line) }
                } else if hub.serve {
                    try await serve(settings, LiveSettings(.llmStreamer, source, settings, logger: logger), logger)
                } else {
                    try await answerWhole(settings, into: output, logger)
                }
            } catch let error as TransportError where error.code == .closed {
                // Whoever read has heard enough.
            } catch let error as FrameError {
                throw ProgramFailure(.dataError, "standard input: \(error)")
            } catch let error as TransportError {
                throw ProgramFailure(.ioError, error.message)
            } catch let error as ModelError {
                throw ProgramFailure(Exit(error.code), error.message)
            }
        }
    }

    private func source() throws -> SettingsSource {
        let source = settings.source(flagsOf: self)
        guard let url = model.url else { return source }
        let server = try source.loadForStart()[.provider] == .openai ? Setting.openaiURL : Setting.ollamaURL
        return source.adding(GivenFlag(key: server.key, name: "--url", text: url))
    }

    private var readsFrames: Bool { question.ask == nil && (framesIn || framing.lines || framing.linesIn) }

    /// Answers, and lets all that was said reach the reader, also where it failed afterwards.
    private func answerWhole(
        _ settings: EffectiveSettings,
        into output: FrameOutput,
        _ logger: Logger
    ) async throws {
        do {
            try await answer(settings, into: output, logger)
        } catch let error as CancellationError {
            throw error
        } catch {
            try await output.flush()
            throw error
        }
        try await output.flush()
    }

    private func answer(_ settings: EffectiveSettings, into output: FrameOutput, _ logger: Logger) async throws {
        let emit: @Sendable (Frame) async throws -> Void = { frame in
            if case .failed(let failed) = frame, readsFrames {
                logger.warning("\(failed.message)", metadata: ["turn": "\(failed.turnID)", "code": "\(failed.code)"])
            }
            try await output.write(frame)
        }
        let answers = settings.answerCacheAtStart
        try await withModel(settings, ModelLoading(), keeping: answers, logger) { model, transport in
            let requests = try RequestMaker(transport, volume: try VolumeDial(), logger).make(settings)
            let streamer = TurnStreamer(
                model: model,
                defaults: settings.turnDefaults,
                limits: settings.phraseLimits,
                requests: requests,
                tools: settings.modelTools(of: requests),
                emit: emit
            )
            if readsFrames {
                let asks = FrameInput(
                    descriptor: STDIN_FILENO,
                    name: "standard input",
                    framing: framing.input,
                    accepting: [.hello, .ask, .interrupt]
                )
                return try await AskDesk(streamer, limit: settings[.turns], emit: emit).run(asks)
            }
            let failure = try await streamer.answer(try await question.makeAsk(for: settings[.provider]))
            if let failure { throw failure }
        }
    }

    private func serve(_ settings: EffectiveSettings, _ live: LiveSettings, _ logger: Logger) async throws {
        let directory = try hub.directory()
        let loading = ModelLoading()
        let answers = settings.answerCacheAtStart
        try await withModel(settings, loading, keeping: answers, logger) { model, transport in
            let timers = settings.makeTimers(directory, logger)
            let volume = settings.makeVolume(logger)
            let deeds = DeedLog(path: "\(directory.own)/commands.json") { logger.warning("\($0)") }
            let maker = RequestMaker(transport, timers: timers?.store, volume: volume, deeds: deeds, logger)
            let requests = try maker.make(settings)
            let station = StreamerStation(
                directory: directory,
                model: model,
                defaults: settings.turnDefaults,
                limits: settings.phraseLimits,
                turns: settings[.turns],
                apology: settings.apology,
                tools: settings.modelTools(of: requests),
                warmsUp: settings[.warmUp],
                feedbackDelay: settings[.visualFeedbackDelay],
                version: LoquatVersion.current,
                orphanTimeout: settings[.orphanTimeout],
                answers: answers,
                requests: requests,
                timers: timers,
                loading: loading,
                reload: live.reload,
                logger: logger
            )
            try await live.run { settings in
                // First, for they may be of no use: then everything stays as it is.
                let remade = try maker.remake(settings)
                station.take(
                    settings.turnDefaults,
                    settings.phraseLimits,
                    feedbackDelay: settings[.visualFeedbackDelay]
                )
                answers.take(limit: settings[.answerCache], age: settings[.answerCacheTime])
                guard let (change, requests) = remade else { return [] }
                station.take(requests, tools: settings.modelTools(of: requests))
                return [change]
            } body: {
                try await ServiceReport.own.run(
                    proving: station.prove,
                    status: { station.summary(of: live.running.answererName) }
                ) { serving in
                    try await station.run(listening: serving)
                }
            }
        }
    }

    /// Runs `body` with the model that answers; meanwhile those who have failed are looked after.
    private func withModel(
        _ settings: EffectiveSettings,
        _ loading: ModelLoading,
        keeping answers: AnswerCache,
        _ logger: Logger,
        _ body: @escaping @Sendable (any LanguageModel, CurlTransport) async throws -> Void
    ) async throws {
        try await withCurlTransport { transport in
            guard settings[.provider] != .replay else {
                let source = ReplaySource(settings)
                let model = try await source.makeModel(fromInput: !hub.serve && !readsFrames && question.ask == nil)
                return try await body(VisibleAnswers(of: model, form: settings.answerForm), transport)
            }
            let model = try settings.makeChain(transport, keeping: answers, logger, loading: loading)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await model.watch() }
                defer { group.cancelAll() }
                try await body(model, transport)
            }
        }
    }
}
