private import FoundationEssentials
package import FrameTransport
private import Glibc
package import HubMetrics
package import Logging
private import Settings
package import SpeechFrames
private import Synchronization

/// The supervisor's work: peers come in on the hub's socket, stages are linked to, and the table decides what passes.
package final class Hub: Sendable {
    private let state: Mutex<HubState>
    private let roster: StageRoster
    private let directory: RuntimeDirectory
    private let version: String
    private let logger: Logger
    private let turnLog: TurnLog
    /// Reads this program's settings again.
    let reload: @Sendable () -> Reloaded
    /// Understands the rules by which questions are about what is being said.
    private let understand: @Sendable (Cues) -> SessionCue.Test
    private let audit: AuditLog?
    /// What happens in the hub, for who watches it; `nil`: nobody can.
    package let events: EventLog?
    /// What is measured of it.
    package let measures: HubMeasures
    /// Where the talk is kept beyond this process; `nil`: nowhere.
    let keeper: TalkKeeperProcess?
    let wipes = WipeQueue()
    private let alarm = Alarm()

    /// What peers send on the hub's own socket.
    package static let peerTypes: Set<FrameType> = [.hello, .ask, .say, .interrupt, .query, .prepare, .reload, .forget]

    package init(
        directory: RuntimeDirectory,
        table: SessionTable,
        interruptGrace: Duration,
        roster: StageRoster,
        journal: HubJournal? = nil,
        keeper: TalkKeeperProcess? = nil,
        admission: Admission = Admission(),
        audit: AuditLog? = nil,
        events: EventLog? = nil,
        measures: HubMeasures = HubMeasures(settings: EffectiveSettings(nil), from: .now, time: .now),
        traces: TurnTraces? = nil,
        version: String,
        understand: @escaping @Sendable (Cues) -> SessionCue.Test = { _ in { _, _ in nil } },
        reload: @escaping @Sendable () -> Reloaded,
        logger: Logger
    ) {
        var table = table
        table.allowStopping(for: interruptGrace)
        table.tellsEvents = events != nil
        table.isMeasured = true
        state = Mutex(
            HubState(
                table: table,
                fanOut: InterruptFanOut(grace: interruptGrace),
                journal: journal,
                archive: keeper?.archive,
                admission: admission,
                events: events,
                measures: measures,
                traces: traces,
                isThere: roster.isThere
            )
        )
        self.audit = audit
        self.events = events
        self.measures = measures
        self.keeper = keeper
        self.directory = directory
        self.roster = roster
        self.version = version
        self.reload = reload
        self.understand = understand
        self.logger = logger
        turnLog = TurnLog(logger)
    }

    /// Takes over what an earlier supervisor has left in the journal; before ``run()``. `isAlive`: one of its stages is.
    package func recall(isAlive: Bool) {
        change { state, now in state.recall(isAlive: isAlive, at: now) }
    }

    /// Returns when this hub's work has shown that it goes on.
    package func prove() async {
        pulse()
        await EventLoops.turn()
    }

    private func pulse() { state.withLock { _ = $0.table.isQuiet } }

    /// Serves peers and holds the links to the stages until the task is cancelled. `listening` is called when peers can connect.
    ///
    /// - Throws: `TransportError` where the hub's socket cannot be made.
    package func run(listening: @escaping @Sendable () -> Void = {}) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let keeper {
                group.addTask { await keeper.run(self.talkSource(since: .now)) }
                group.addTask { await self.tellWiped(by: keeper.archive) }
                // Who asks at once goes on with the talk; a disk that does not answer holds nobody up.
                await keeper.archive.whenRecalled(within: Self.recallLimit)
            }
            let hello = { @Sendable in self.hello }
            let server = FrameServer(
                path: directory.path(of: .hub),
                accepting: Self.peerTypes,
                check: directory.peers,
                logger: logger,
                pulse: { self.pulse() },
                hello: hello
            )
            group.addTask { try await server.run(listening: listening) { try await self.serve($0, $1) } }
            for stage in Stage.allCases {
                let link = FrameLink(
                    path: directory.path(of: stage.socket),
                    accepting: SessionTable.stageTypes,
                    logger: logger,
                    hello: hello
                )
                group.addTask { try await link.run { try await self.attend(stage, $0, $1) } }
            }
            group.addTask { await self.keepTime() }
            if let audit { group.addTask { await audit.run() } }
            // Whatever ends first ends all: none does before the task is cancelled, but for a fault.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Interrupts everything that is being said, and returns when it has stopped or the grace is over.
    package func silence(_ reason: InterruptReason) async {
        change { state, now in
            state.perform(
                state.table.interrupt(Interrupt(session: "", turn: 0, reason: reason), from: nil, at: now),
                at: now
            )
        }
        let limit = ContinuousClock.now + state.withLock { $0.table.stoppingLimit }
        while state.withLock({ !$0.table.isQuiet }), ContinuousClock.now < limit, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    /// A stage's process has ended by itself; `isGivenUp`: it did so so often that nothing should wait for it.
    package func ended(_ stage: Stage, isGivenUp: Bool) {
        change { state, now in
            state.ended(stage, at: now)
            guard isGivenUp else { return }
            state.perform(state.table.gaveUp(stage, at: now), at: now)
            state.tellStatusWatchers(overview, at: now)
        }
    }

    /// How the supervisor, the stages and the talk-keeper are.
    var overview: Status {
        var status = roster.status()
        if let keeper { status.processes.append(keeper.status) }
        return status
    }

    /// What the hub does, in a line for people.
    package var summary: String {
        let sessions = state.withLock { $0.table.statuses(at: .now).map(\.state) }
        return HubSummary(sessions: sessions, processes: overview.processes).text
    }

    private var hello: Hello { Hello(role: "hub-supervisor", pid: getpid(), version: version) }

    // MARK: - Stages

    private func attend(_ stage: Stage, _ connection: FrameConnection, _ frames: FrameConnection.Frames) async throws {
        let queue = OutboundQueue()
        let life = roster.linked(stage, pid: connection.peer.pid)
        change { state, now in
            let holds = connection.peer.holds ?? []
            state.greet(stage, by: queue)
            state.perform(state.table.learn(holds, from: stage, at: now), at: now)
            state.perform(state.table.plays(on: connection.peer.output, at: now), at: now)
            if stage == .llmStreamer { state.perform(state.table.streamerLinked(holding: holds, at: now), at: now) }
            state.perform(state.fanOut.linkUp(stage), at: now)
            state.matchMissed(at: now)
            state.tellStatusWatchers(overview, at: now)
        }
        defer {
            roster.unlinked(stage, life)
            change { state, now in
                state.stages[stage] = nil
                state.perform(state.fanOut.linkDown(stage), at: now)
                if !roster.isThere(stage) { state.ended(stage, at: now) }
                state.tellStatusWatchers(overview, at: now)
            }
        }
        try await talk(queue, connection, frames) { [roster] frame, raw in
            if case .cues(let cues) = frame {
                // Compiling them takes a moment: not under the lock.
                let cue = self.understand(cues)
                return self.change { state, _ in state.table.take(cue) }
            }
            self.change { state, now in
                switch frame {
                case .interrupted(let interrupted):
                    state.perform(state.fanOut.acknowledge(interrupted, from: stage), at: now)
                case .reloaded(let reloaded):
                    for peer in state.peers.values where peer.awaitsReload { peer.queue.send(.reloaded(reloaded)) }
                case .volume(let volume): state.take(volume)
                case .status(let status):
                    if stage == .llmStreamer {
                        state.table.take(isLoading: status.processes.first?.trouble != nil)
                    }
                    roster.note(stage, status.processes.first)
                    if let own = status.processes.first { self.measures.note(own) }
                    state.tellStatusWatchers(self.overview, at: now)
                default:
                    state.perform(state.table.receive(frame, passing: raw, at: now), at: now)
                }
            }
        }
    }

    // MARK: - Peers

    private func serve(_ connection: FrameConnection, _ frames: FrameConnection.Frames) async throws {
        let (client, queue) = change { state, now in state.join(following: connection.peer.holds ?? [], at: now) }
        defer {
            change { state, _ in state.leave(client) }
            if queue.isGivenUp { measures.noteSlowPeer() }
        }
        let person = connection.credentials
        try await talk(queue, connection, frames) { frame, _ in self.answer(frame, client, person) }
    }

    func answer(
        _ frame: Frame,
        _ client: ClientID,
        _ person: PeerCredentials?,
        over way: AuditEntry.Way? = nil
    ) {
        let outcome: Frame? = change { state, now in
            if let refused = state.admission.refusal(of: frame, by: person, over: way, at: now) {
                state.perform([.tell(client, .refused(refused))], at: now)
                return .refused(refused)
            }
            let actions: [SessionAction]
            switch frame {
            case .ask(let ask): actions = state.table.ask(ask, from: client, at: now)
            case .say(let say): actions = state.table.say(say, from: client, at: now)
            case .interrupt(let interrupt): actions = state.table.interrupt(interrupt, from: client, at: now)
            case .prepare(let prepare): actions = state.table.prepare(prepare, from: client, at: now)
            case .forget(let forget):
                return self.forget(forget, for: client, &state, now)
            case .query(let query):
                answer(query, client, &state, now)
                return nil
            default: return nil
            }
            state.perform(actions, at: now)
            return actions.lazy.compactMap { $0.answer(to: client) }.first
        }
        if case .reload = frame, outcome == nil { reloadAll(for: client) }
        noteRefusal(of: frame, outcome)
        guard let audit, var entry = AuditEntry(frame, by: person, outcome, at: Date()) else { return }
        entry.way = way
        audit.note(entry)
    }

    private func answer(_ query: Query, _ client: ClientID, _ state: inout HubState, _ now: ContinuousClock.Instant) {
        let answer: Frame =
            switch query.what {
            case .status: .status(overview)
            case .sessions: .sessions(Sessions(sessions: state.table.statuses(at: now)))
            case .arms: state.table.arms.status.map { .arms($0) } ?? .refused(Self.noArms)
            }
        state.perform([.tell(client, answer)], at: now)
        if query.watch == true { state.watch(query.what, client, at: now) }
    }

    private static let noArms = Refused(
        code: "no_arms",
        message: "there is no experiment: give it arms with `arms` in the settings"
    )

    // MARK: - Both

    /// Sends what is queued and takes what comes, until either ends.
    private func talk(
        _ queue: OutboundQueue,
        _ connection: FrameConnection,
        _ frames: FrameConnection.Frames,
        _ take: @escaping @Sendable (Frame, RawFrame) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.drain(into: connection) }
            group.addTask {
                for try await raw in frames { take(try raw.decode(), raw) }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    @discardableResult
    func change<Value: Sendable>(
        _ body: (inout sending HubState, ContinuousClock.Instant) -> sending Value
    ) -> Value {
        let (value, condemned, isEarlier, reports, forgotten) = state.withLock { state in
            let now = ContinuousClock.now
            let value = body(&state, now)
            state.writeDown(at: now)
            state.tellEvents()
            let reports = state.tellReports(at: now)
            let forgotten = state.table.takeForgotten()
            return (value, state.takeCondemned(), state.needsEarlierTick(), reports, forgotten)
        }
        // Not under the lock: whoever reads the log may be slow.
        turnLog.note(reports, forgotten: forgotten)
        for stage in condemned {
            logger.warning("\(stage.name) did not stop when it was told to: it is killed")
            if roster.kill(stage) {
                change { state, now in state.ended(stage, at: now) }
            }
        }
        if isEarlier { alarm.ring() }
        return value
    }

    private func keepTime() async {
        while !Task.isCancelled {
            await alarm.wait(until: state.withLock { $0.planTick() })
            change { state, now in
                state.tick(at: now)
                if state.isStatusDue(at: now) { state.tellStatusWatchers(overview, at: now) }
            }
        }
    }
}
