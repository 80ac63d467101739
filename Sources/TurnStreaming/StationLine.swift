import FrameTransport
import SpeechFrames
private import Synchronization

/// The way of the hub's answers: tokens to whoever asked, phrases to a link that keeps them until they were heard.
final class StationLine: TurnLine {
    /// How long an answer that goes on waits to learn what is down the line: longer than a stage takes to be back. Then its text
    /// goes on, and its speech waits.
    private static let patience = Duration.seconds(10)

    private let link: KeptLink
    private let peers: FramePeers
    private let leads = ReportedLeads()
    private let shown = ShownTexts()
    /// What outlives this process.
    private let passed: PassedAnswers
    /// Changed under the keeper's lock only, as all that is shown: so tokens keep their order.
    private let batches = Mutex(TokenBatches())
    let feedbackDelay: LiveValue<Duration>
    private let batchBegins: AsyncStream<Void>
    private let batchBegun: AsyncStream<Void>.Continuation
    /// The turns whose text this process has written to its end.
    private let written = Mutex(OverTurns())

    /// A line that collects tokens for the eye for `feedbackDelay`, and goes on with what was `passed` on by an earlier process.
    init(link: KeptLink, peers: FramePeers, passed: PassedAnswers, feedbackDelay: Duration) {
        self.link = link
        self.passed = passed
        for token in passed.tokens { shown.add(token) }
        self.peers = peers
        self.feedbackDelay = LiveValue(feedbackDelay)
        (batchBegins, batchBegun) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Holds the link until the task is cancelled.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.link.run { try self.takeReport($0) } }
            group.addTask {
                for await _ in self.batchBegins {
                    try await Task.sleep(for: self.feedbackDelay.current)
                    self.showBatches()
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Passes a frame of a turn to where it belongs. It does not wait: ``room(for:)`` does.
    @Sendable
    func pass(_ frame: Frame) async throws {
        if case .token(let token) = frame { return collect(token) }
        let raw = try RawFrame(frame)
        switch frame {
        case .begin(let begin):
            guard link.change({ self.begin(begin, in: &$0) }) == .refused else { return }
            let limit = FrameKeeper.limit
            refuse(begin.turnID, "too_many_turns", "\(limit) turns wait to be heard: this one is not spoken")
        case .phrase(let phrase):
            // What is heard was shown before, also where this process does not live to show more.
            showBatch(of: phrase.turnID)
            link.change { keeper in
                guard keeper.add(phrase, as: raw) else { return }
                // Within the change: before the link has it, and not after the turn's end.
                let text = shown.tokens(of: phrase.turnID, after: passed.textLength(of: phrase.turnID))
                passed.note(phrase, after: text)
            }
            // For who watches the hub.
            show(raw) { $0 == StreamerStation.supervisor }
        case .end(let end):
            // One that is there already is the true one: the phrases that it counts are down the line.
            let known = link.change { keeper -> End? in
                keeper.add(end, as: raw)
                return keeper.end(of: end.turnID)
            }
            showBatch(of: end.turnID)
            show(try known.map { try RawFrame(.end($0)) } ?? raw)
            batches.withLock { $0.forget { $0 == end.turnID } }
            written.withLock { $0.end(end.turnID, .finished) }
        case .failed(let failed):
            link.change { $0.add(raw) }
            showBatch(of: failed.turnID)
            show(raw)
        default:
            show(raw)
        }
    }

    /// Takes a turn that is new, or begun again: an earlier process may have passed on more of it than anybody knows by now.
    private func begin(_ begin: Begin, in keeper: inout FrameKeeper) -> FrameKeeper.Beginning {
        let beginning = keeper.begin(begin)
        guard beginning == .new else { return beginning }
        for phrase in passed.phrases(of: begin.turnID, within: shown.length(of: begin.turnID)) {
            // It was a frame before.
            if let raw = try? RawFrame(.phrase(phrase)) { _ = keeper.add(phrase, as: raw) }
        }
        return beginning
    }

    /// Shows again what came of a turn's text after what the asker has of it: it was away meanwhile.
    ///
    /// - Returns: the question, as of one who has seen that.
    func retell(_ ask: Ask) -> Ask {
        guard let answered = ask.answered else {
            // Another turn of that name is over, however it ended.
            shown.forget(ask.turnID)
            passed.end(ask.turnID)
            return ask
        }
        var ask = ask
        showBatch(of: ask.turnID)
        // Under the keeper's lock, as each token is shown: what comes next comes after it.
        link.read { keeper in
            guard keeper.outcome(of: ask.turnID) != .interrupted else { return }
            if !shown.join(answered, of: ask.turnID) { passed.end(ask.turnID) }
            for token in shown.tokens(of: ask.turnID, after: answered.unicodeScalars.count) {
                peers.send(.token(token))
                ask.answered? += token.text
            }
        }
        return ask
    }

    /// Forgets the texts of sessions that are over.
    func forget(_ forget: Forget) {
        shown.forget(forget)
        passed.forget(forget)
    }

    /// Tells again how a turn stands that is over for the ear. False: some of its text may have to be shown or spoken yet.
    func remind(of ask: Ask) -> Bool {
        let turn = ask.turnID
        let isShown = ask.answered == nil || written.withLock { $0.outcome(of: turn) != nil }
        if link.read({ $0.outcome(of: turn) }) == .finished {
            peers.send(.finished(Finished(session: turn.session, turn: turn.turn)))
            return isShown
        }
        if link.read({ $0.outcome(of: turn) }) == .failed {
            refuse(turn, "turn_over", "turn \(turn) could not be played")
            return isShown
        }
        guard let end = link.read({ $0.end(of: turn) }), isShown || ask.hasBeenShown(end) else { return false }
        peers.send(.end(end))
        return true
    }

    /// Drops the turns that the interrupt covers.
    ///
    /// - Returns: those of which something was kept.
    func interrupt(_ interrupt: Interrupt) -> [TurnID] {
        leads.forget(interrupt.covers)
        batches.withLock { $0.forget(interrupt.covers) }
        return link.change { keeper in
            passed.end(interrupt)
            return keeper.interrupt(interrupt)
        }
    }

    func refuse(_ turn: TurnID, _ code: String, _ message: String) {
        let role = StreamerStation.role
        peers.send(.failed(Failed(session: turn.session, turn: turn.turn, stage: role, code: code, message: message)))
    }

    func lead(of turn: TurnID, at now: Duration) -> Duration? { leads.lead(of: turn, at: now) }

    func room(for turn: TurnID) async throws {
        try await link.wait { $0.phraseCount(of: turn) < StreamerStation.phraseLimit }
    }

    func start(of ask: Ask) async throws -> AnswerStart? {
        guard ask.answered != nil else { return AnswerStart() }
        if ask.unspoken == true { return AnswerStart(unspoken: ask) }
        let turn = ask.turnID
        guard try await link.wait(atMost: Self.patience, until: { Self.knows(turn, $0) }) else { return nil }
        return knownStart(of: ask)
    }

    func lateStart(of ask: Ask) async throws -> AnswerStart {
        try await link.wait { Self.knows(ask.turnID, $0) }
        return knownStart(of: ask)
    }

    /// Whether it is known what is down the line of a turn.
    private static func knows(_ turn: TurnID, _ keeper: borrowing FrameKeeper) -> Bool {
        keeper.isSettled(turn) || keeper.outcome(of: turn) != nil
    }

    private func knownStart(of ask: Ask) -> AnswerStart {
        let turn = ask.turnID
        return link.read { keeper in
            // Nothing of it is spoken any more, but what was lost with the process before has to be shown.
            if keeper.outcome(of: turn) != nil { return AnswerStart(unspoken: ask) }
            return AnswerStart(ask, held: keeper.holding(of: turn) ?? held(turn), end: keeper.end(of: turn))
        }
    }

    /// What an earlier process has passed on of a turn that nobody down the line knows any more.
    private func held(_ turn: TurnID) -> HeldTurn? {
        guard let last = passed.phrases(of: turn, within: shown.length(of: turn)).last else { return nil }
        let (session, next) = (turn.session, last.phrase + 1)
        return HeldTurn(session: session, turn: turn.turn, phrase: next, sample: 0, textEnd: last.textEnd)
    }

    /// Shows a token, at once or with those that come soon.
    private func collect(_ token: Token) {
        let isBegun = link.read { keeper in
            guard keeper.outcome(of: token.turnID) != .interrupted else { return false }
            guard feedbackDelay.current > .zero else {
                tell(token)
                return false
            }
            let (ready, isBegun) = batches.withLock { ($0.add(token), !$0.isEmpty) }
            if let ready { tell(ready) }
            return isBegun
        }
        if isBegun { batchBegun.yield() }
    }

    /// Shows what was collected of a turn.
    private func showBatch(of turn: TurnID) {
        link.read { keeper in
            guard let token = batches.withLock({ $0.take(turn) }), keeper.outcome(of: turn) != .interrupted
            else { return }
            tell(token)
        }
    }

    /// Shows what was collected of all turns, in one write.
    private func showBatches() {
        link.read { keeper in
            let tokens = batches.withLock { $0.takeAll() }
            tell(tokens.filter { keeper.outcome(of: $0.turnID) != .interrupted })
        }
    }

    private func tell(_ token: Token) {
        tell([token])
    }

    private func tell(_ tokens: [Token]) {
        for token in tokens { shown.add(token) }
        peers.send(tokens.map { .token($0) })
    }

    /// Shows a frame to whoever asked. Under the keeper's lock, so that nothing of a turn comes after its `interrupted`.
    private func show(_ raw: RawFrame, to isMeant: (String) -> Bool = { _ in true }) {
        guard let turn = raw.turnID else { return }
        link.read { keeper in
            guard keeper.outcome(of: turn) != .interrupted else { return }
            peers.send(raw, to: isMeant)
        }
    }

    private func takeReport(_ raw: RawFrame) throws {
        switch try raw.decode() {
        case .progress(let progress):
            link.change { keeper in
                keeper.drop(progress)
                // Of a turn that is over nobody would ever forget it.
                guard keeper.holding(of: progress.turnID) != nil else { return }
                leads.report(progress, at: .microseconds(MonotonicTime.microseconds()))
            }
        case .begin(let begin): _ = link.change { $0.adopt(begin) }
        case .phrase(let phrase): _ = link.change { $0.add(phrase, as: raw) }
        case .end(let end): link.change { $0.add(end, as: raw) }
        case .finished(let finished): close(finished.turnID, .finished)
        case .failed(let failed):
            guard failed.phrase == nil else { return }
            close(failed.turnID, .failed)
        default: break
        }
    }

    private func close(_ turn: TurnID, _ outcome: OverTurns.Outcome) {
        link.change { keeper in
            keeper.end(turn, outcome)
            passed.end(turn)
        }
        leads.forget { $0 == turn }
    }
}
