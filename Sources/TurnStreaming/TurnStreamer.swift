private import Clocks
package import LanguageModels
package import Phrasing
package import Requests
package import SpeechFrames
private import Synchronization
package import Tools

/// Answers questions: asks the model, and passes its answer on as frames while it is still being written.
package struct TurnStreamer<TimerClock: Clock>: Sendable where TimerClock.Duration == Duration {
    private let model: any LanguageModel
    private var defaults: TurnDefaults
    private var limits: PhraseSplitter.Limits
    private let clock: TimerClock
    private let now: @Sendable () -> Int
    private let line: any TurnLine
    private let apology: Apology?
    private(set) var requests: RequestDesk?
    private var tools: ToolBox
    private var emit: @Sendable (Frame) async throws -> Void

    /// Streams answers of `model` into `emit`, which may wait: that is the back-pressure.
    ///
    /// `clock` only sleeps; `now` gives the time stamps, in microseconds of CLOCK_MONOTONIC.
    /// `line` knows how far the answers are down the line. With an `apology`, an answer that fails ends with a spoken
    /// sentence that says so: in a hub nobody sees the message. What `requests` understands is done without the model, which
    /// may ask for `tools`.
    package init(
        model: any LanguageModel,
        defaults: TurnDefaults,
        limits: PhraseSplitter.Limits = PhraseSplitter.Limits(),
        clock: TimerClock = SteadyClock(),
        now: @escaping @Sendable () -> Int = MonotonicTime.microseconds,
        line: any TurnLine = UnreportedLine(),
        apology: Apology? = nil,
        requests: RequestDesk? = nil,
        tools: ToolBox = ToolBox(),
        emit: @escaping @Sendable (Frame) async throws -> Void
    ) {
        self.model = model
        self.defaults = defaults
        self.limits = limits
        self.clock = clock
        self.now = now
        self.line = line
        self.apology = apology
        self.requests = requests
        self.tools = tools
        self.emit = emit
    }

    /// The same, with other defaults and limits.
    func taking(_ defaults: TurnDefaults, _ limits: PhraseSplitter.Limits) -> TurnStreamer {
        var copy = self
        (copy.defaults, copy.limits) = (defaults, limits)
        return copy
    }

    /// The same, understanding other requests, with other tools for the model.
    func taking(_ requests: RequestDesk?, _ tools: ToolBox) -> TurnStreamer {
        var copy = self
        (copy.requests, copy.tools) = (requests, tools)
        return copy
    }

    /// The same, with its frames going elsewhere.
    func emitting(into emit: @escaping @Sendable (Frame) async throws -> Void) -> TurnStreamer {
        var copy = self
        copy.emit = emit
        return copy
    }

    /// Answers one question, from `begin` to `end`. A failure of the model is told by a `failed` frame before the `end`,
    /// after what had come is passed on, and is the result.
    ///
    /// - Throws: What `emit` throws, and `CancellationError`: then nothing more of the turn is emitted.
    @discardableResult
    package func answer(_ ask: Ask) async throws -> ModelError? {
        var ask = ask
        defaults.arm(of: ask).complete(&ask)
        return try await answer(completed: ask)
    }

    private func answer(completed ask: Ask) async throws -> ModelError? {
        let start = try await line.start(of: ask)
        let settled = try await settle(ask)
        let (line, turn) = (line, ask.turnID)
        let writer = AnswerWriter(
            ask,
            limits: defaults.limits(of: ask, limits),
            volume: requests?.volume?.level(of: ask.output),
            cache: defaults.cache(for: ask),
            start: start,
            isStreaming: defaults.isStreaming(ask),
            reportedLead: { line.lead(of: turn, at: $0) },
            now: now,
            emit: emit
        )
        if start != nil { try await writer.begin() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keepTime(writer) }
            if start == nil {
                group.addTask { try await writer.begin(from: try await line.lateStart(of: ask)) }
            }
            defer { group.cancelAll() }
            return try await stream(ask, from: start, settled: settled, into: writer)
        }
    }

    /// Tells that a question is not answered, for there are too many: politely, in a sentence, where there is one for it.
    ///
    /// - Throws: What `emit` throws.
    func refuse(_ ask: Ask, _ message: String) async throws {
        let volume = requests?.volume?.level(of: ask.output)
        let writer = AnswerWriter(ask, limits: limits, volume: volume, now: now, emit: emit)
        try await writer.begin()
        let busy = ModelError(code: .busy, message: message)
        try await writer.end(.error, Failed(ask, busy), apology: apology, isBusy: true)
    }

    /// The model's failure, where it failed; what had come before is passed on all the same.
    private func stream(
        _ ask: Ask,
        from start: AnswerStart?,
        settled: [Int: String],
        into writer: AnswerWriter
    ) async throws -> ModelError? {
        if try await fulfil(ask, settled: settled, into: writer) { return nil }
        let reason = Mutex(End.Reason.stop)
        let (line, turn) = (line, ask.turnID)
        let model = answerer(of: ask)
        if let answered = ask.answered, !model.startsAnew {
            try await writer.takeAnswered(answered)
            if let start, start.isComplete {
                try await writer.end(.stop)
                return nil
            }
        }
        do throws(ModelError) {
            try await model.answer(Question(ask, defaults)) { event in
                switch event {
                case .text(let text):
                    try await line.room(for: turn)
                    try await writer.takePiece(text)
                case .pause: try await writer.release()
                case .source(let source): await writer.note(source)
                case .command(let command): await writer.note(Command(turn, command))
                // Whoever has tools for it runs them on the way here.
                case .toolCalls: break
                case .finished(let finish): reason.withLock { $0 = finish == .length ? .length : .stop }
                }
            }
        } catch {
            if error.code == .cancelled { throw CancellationError() }
            if error.code == .receiver { throw error.cause ?? error }
            if try await fulfilWithoutModel(ask, into: writer) { return nil }
            try await writer.end(.error, Failed(ask, error), apology: apology, isBusy: error.code == .busy)
            return error
        }
        try await writer.end(reason.withLock { $0 })
        return nil
    }

    /// Who answers: the model, which may have tools run, or the text itself that is to be said.
    private func answerer(of ask: Ask) -> any LanguageModel {
        if ask.say == true { return ReplayModel(text: ask.text) }
        guard !tools.tools.isEmpty, !model.startsAnew else { return model }
        return ToolUsingModel(model, tools: tools, context: ToolContext(ask))
    }

    private func keepTime(_ writer: AnswerWriter) async throws {
        while true {
            // Text that comes while this sleeps is due no earlier than the longest delay from now.
            let rest = await writer.timeToDeadline ?? limits.maximumDelay
            try await clock.sleep(for: max(rest, .milliseconds(10)))
            try await writer.expire()
        }
    }
}

extension Failed {
    fileprivate init(_ ask: Ask, _ error: ModelError) {
        self.init(
            session: ask.session,
            turn: ask.turn,
            stage: "llm-streamer",
            code: error.code.description,
            message: error.message
        )
    }
}

extension Command {
    fileprivate init(_ turn: TurnID, _ command: ModelCommand) {
        self.init(
            session: turn.session,
            turn: turn.turn,
            intent: command.intent,
            entities: command.entities,
            confidence: command.confidence,
            response: command.response
        )
    }
}
