private import Clocks
package import FrameTransport
private import Glibc
package import LanguageModels
package import Logging
package import Phrasing
package import Requests
package import SpeechFrames
package import Tools

/// llm-streamer as a part of the hub: listens on `llm.sock` for questions, shows tokens to whoever asked, and sends phrases
/// to `tts.sock`, where they are kept until they were heard.
package final class StreamerStation: Sendable {
    /// What may come from the supervisor.
    package static let accepted: Set<FrameType> = [.ask, .interrupt, .prepare, .reload, .forget]

    /// What may come from down the line; texts come back after this process's own restart.
    private static let acceptedFromWorkers: Set<FrameType> = [.progress, .finished, .failed, .begin, .phrase, .end]

    /// How many phrases of a turn may wait to be heard; then its model is held back. The turn's text is bounded by it.
    package static let phraseLimit = 2_048

    /// How many questions may wait to be taken up.
    private static let waitingAsks = 256

    static let role = "llm-streamer"
    static let supervisor = "hub-supervisor"

    /// How often the supervisor is told how the cache is used, at most.
    private static let statusInterval = Duration.seconds(1)

    private let desk: AskDesk<SteadyClock>
    private let requests: LiveValue<RequestDesk?>
    private let orphans: OrphanWatch<ContinuousClock>
    private let kept: KeptLink
    private let line: StationLine
    private let timers: TimerKeeper?
    private let preparations: Preparations
    private let loading: ModelLoading
    private let answers: AnswerCache?
    /// Turns have ended, whose answers were perhaps kept.
    private let cacheUses: AsyncStream<Void>
    private let warmsUp: Bool
    private let reload: @Sendable () -> Reloaded
    private let server: FrameServer
    private let peers: FramePeers
    private let asks: AsyncThrowingStream<RawFrame, any Error>
    private let askInput: AsyncThrowingStream<RawFrame, any Error>.Continuation

    /// A station with its sockets in `directory` that answers at most `turns` questions at a time. Tokens for the eye
    /// are collected for `feedbackDelay`, save a turn's first. It ends by itself when it was without a supervisor and a turn
    /// for `orphanTimeout`; 0: never. What `requests` understands is done without the model, which may ask for `tools`;
    /// `timers` are spoken when due; of models that are `loading` the supervisor is told, and of the cache that `answers` come from.
    /// With `warmsUp` the model is loaded at once. `reload` has its settings read again when the supervisor wants it.
    package init(
        directory: RuntimeDirectory,
        model: any LanguageModel,
        defaults: TurnDefaults,
        limits: PhraseSplitter.Limits,
        turns: Int,
        apology: Apology? = Apology(),
        tools: ToolBox = ToolBox(),
        warmsUp: Bool = false,
        feedbackDelay: Duration = .zero,
        version: String,
        orphanTimeout: Duration = .zero,
        answers: AnswerCache? = nil,
        requests: RequestDesk? = nil,
        timers: TimerKeeper? = nil,
        loading: ModelLoading = ModelLoading(),
        reload: @escaping @Sendable () -> Reloaded,
        logger: Logger
    ) {
        let peers = FramePeers()
        let kept = KeptLink(path: directory.path(of: .tts), accepting: Self.acceptedFromWorkers, logger: logger) {
            Hello(role: Self.role, pid: getpid(), version: version)
        }
        let passed = PassedAnswers(path: directory.path(of: .answers), logger: logger)
        let line = StationLine(link: kept, peers: peers, passed: passed, feedbackDelay: feedbackDelay)
        let (cacheUses, cacheUsed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let emit: @Sendable (Frame) async throws -> Void = { frame in
            try await line.pass(frame)
            if case .end = frame { cacheUsed.yield() }
        }
        let streamer = TurnStreamer(
            model: model,
            defaults: defaults,
            limits: limits,
            line: line,
            apology: apology,
            requests: requests,
            tools: tools,
            emit: emit
        )
        self.answers = answers
        self.cacheUses = cacheUses
        self.peers = peers
        self.requests = LiveValue(requests)
        self.loading = loading
        loading.observe { name in peers.send(Self.status(name, answers)) { $0 == Self.supervisor } }
        requests?.volume?.observe { levels in peers.send(.volume(Volume(levels: levels))) { $0 == Self.supervisor } }
        self.timers = timers
        self.warmsUp = warmsUp
        preparations = Preparations(model, defaults, tools: tools, logger: logger)
        self.line = line
        self.reload = reload
        self.kept = kept
        orphans = OrphanWatch(limit: orphanTimeout)
        desk = AskDesk(streamer, limit: turns, policy: .refuse, emit: emit)
        (asks, askInput) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waitingAsks))
        server = FrameServer(
            path: directory.path(of: .llm),
            accepting: Self.accepted,
            check: directory.peers,
            logger: logger,
            pulse: { _ = kept.read { $0.isSettled } }
        ) {
            Hello(role: Self.role, pid: getpid(), version: version, holds: kept.read { $0.claimed })
        }
    }

    /// Has the turns that begin from now on ask the model with `defaults`, and their answers cut as `limits` say; all tokens
    /// are collected for `feedbackDelay` from now on.
    package func take(_ defaults: TurnDefaults, _ limits: PhraseSplitter.Limits, feedbackDelay: Duration) {
        desk.take(defaults, limits)
        preparations.take(defaults)
        line.feedbackDelay.change { _ in feedbackDelay }
    }

    /// Has the turns that begin from now on do without a model what `requests` understands, and offer the model `tools`. What is
    /// under way goes on as it was begun.
    package func take(_ requests: RequestDesk?, tools: ToolBox) {
        desk.take(requests, tools)
        preparations.take(tools)
        self.requests.change { _ in requests }
        peers.send(.cues(Cues(rules: requests?.cues ?? ""))) { $0 == Self.supervisor }
    }

    /// What the supervisor is told first: what it has to know of the rules, and how loud it is, for the sequencer.
    private func greeting(of connection: FrameConnection) -> [RawFrame] {
        guard connection.peer.role == Self.supervisor else { return [] }
        let requests = requests.current
        let frames: [Frame] = [
            .cues(Cues(rules: requests?.cues ?? "")), .volume(Volume(levels: requests?.volume?.levels ?? [:])),
            Self.status(loading.name, answers),
        ]
        // What is ours can be encoded.
        return frames.compactMap { try? RawFrame($0) }
    }

    /// How this process is while a model is loaded, or none is.
    private static func status(_ loading: String?, _ answers: AnswerCache?) -> Frame {
        let trouble = loading.map { "\($0) is being loaded" }
        let cache = answers.flatMap { CacheStatus($0.use) }
        let own = ProcessStatus(name: role, state: .up, pid: getpid(), trouble: trouble, cache: cache)
        return .status(Status(processes: [own]))
    }

    /// Returns when this station's work has shown that it goes on.
    package func prove() async { await server.prove() }

    /// What it does, in a line for people; `model` is who answers.
    package func summary(of model: String) -> String {
        let turns = kept.read { $0.holding.count }
        let answers = turns == 0 ? "nothing to answer" : "\(turns) answer\(turns == 1 ? "" : "s") on the way to the ear"
        return "\(loading.name.map { "\($0) is being loaded" } ?? "model \(model)"); \(answers)"
    }

    /// Serves until the task is cancelled; then the socket is removed. `listening` is called when peers can connect.
    ///
    /// - Throws: `TransportError` where the socket cannot be made.
    package func run(listening: @escaping @Sendable () -> Void = {}) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.desk.run(self.asks) }
            group.addTask { try await self.line.run() }
            if let answers { group.addTask { try await self.tell(of: answers) } }
            if let timers { group.addTask { try await timers.run() } }
            group.addTask { await self.preparations.run(warmingUp: self.warmsUp) }
            group.addTask {
                try await self.orphans.run(self.peers) { self.kept.read { !$0.holding.isEmpty } }
            }
            group.addTask {
                try await self.server.run(listening: listening) { connection, frames in
                    let first = { self.greeting(of: connection) }
                    try await self.peers.serve(connection, frames, first: first) { try self.take($0) }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// How the cache is used may change with every answer; it is told again after a while only.
    private func tell(of answers: AnswerCache) async throws {
        var told = answers.use
        for await _ in cacheUses where answers.use != told {
            told = answers.use
            loading.tell()
            try await SteadyClock().sleep(for: Self.statusInterval)
        }
    }

    private func take(_ raw: RawFrame) throws {
        switch try raw.decode() {
        case .prepare(let prepare): preparations.begin(prepare)
        case .ask(let ask):
            preparations.end(ask.session)
            // A turn whose text is complete needs no model: how it stands is told again.
            let told = line.retell(ask)
            if line.remind(of: told) { return }
            if case .enqueued = askInput.yield(told == ask ? raw : try RawFrame(.ask(told))) { return }
            line.refuse(ask.turnID, "too_many_turns", "\(Self.waitingAsks) questions wait already: ask again later")
            // Nothing more comes of it: whoever waits for its text and sound need not.
            peers.send(.end(End(session: ask.session, turn: ask.turn, phrases: 0, reason: .error, textEnd: 0)))
        case .interrupt(let interrupt):
            let running = desk.interrupt(interrupt)
            let stopped = Set(running + line.interrupt(interrupt))
            for turn in stopped.isEmpty ? [interrupt.turnID] : stopped.sorted(by: { $0.turn < $1.turn }) {
                peers.send(.interrupted(Interrupted(session: turn.session, turn: turn.turn, stage: Self.role)))
            }
        case .reload: peers.send(.reloaded(reload())) { $0 == Self.supervisor }
        case .forget(let forget):
            line.forget(forget)
            // Whose an answer is that may be given to everybody is not known.
            if forget.session.isEmpty { answers?.removeAll() }
        default: break
        }
    }
}

extension CacheStatus {
    /// `nil` while nothing may be kept.
    fileprivate init?(_ use: AnswerCache.Use) {
        guard use.limit > 0 else { return nil }
        self.init(hits: use.hits, misses: use.misses, bytes: use.bytes, limit: use.limit)
    }
}
