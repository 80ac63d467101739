package import Experiments
internal import HubMetrics
package import Settings
package import SpeechFrames

/// Who talks with whom: the sessions, their turns, and what each turn does.
///
/// Every turn that is accepted ends in `finished`, `interrupted` or `failed`, at the latest ``SessionLimits/turn`` plus
/// ``SessionLimits/stopping`` after it was accepted, whatever the stages do. One output plays one turn at a time, and a
/// session has one turn at a time; an announcement is heard beside them, as its `Manner` says.
///
/// The table does nothing itself: each call returns what has to be done.
package struct SessionTable: Sendable {
    var limits: SessionLimits
    private var policy: NewCommandPolicy
    private(set) var announcementManner: Manner
    private let makeSession: @Sendable () -> String
    /// Tells which questions are about what is being said.
    private var cue: SessionCue.Test = { _, _ in nil }

    var sessions: [String: Session] = [:]
    /// The turns that have not ended. Tokens come for one of them after the other: a look-up, not a search.
    var records: [TurnID: TurnRecord] = [:]
    /// Their names, in the order in which they were accepted.
    private(set) var order: [TurnID] = []
    /// How many of them are heard beside others.
    private(set) var announcements = 0
    /// The stages that are given up for now.
    var unavailable: Set<Stage> = []
    /// Where a turn is played that names no output; empty as long as no sequencer has said it.
    private(set) var defaultOutput = ""
    /// A turn number that no session which was forgotten has gone beyond. The stages may remember such a session's last turn,
    /// and pass on nothing of it or of an earlier one: where its name comes again, its turns are counted on from here.
    var forgottenTurn: Int
    /// Whether something may have to be done earlier than was planned.
    var hasNewDeadline = false
    /// Whether llm-streamer waits for a model that is being loaded.
    var isLoading = false
    private var actions: [SessionAction] = []
    /// The experiment that sessions take part in, and how it goes.
    var arms = ArmTable()
    /// What has changed since ``takeChanges()``.
    var changes = SessionChanges()
    /// The sessions whose talk has changed since ``takeTalkChanges()``.
    var talkChanges: Set<String> = []
    /// Whether words were forgotten since ``takeWiped()``.
    var hasWiped = false
    /// Whether ``takeReports(at:_:)`` is asked: else nothing is collected for it.
    package var isMeasured = false
    /// Sessions that are gone since ``takeForgotten()``.
    private var forgotten: [String] = []
    /// The turns that have ended since, with when they were accepted.
    var reports: [(TurnReport, ContinuousClock.Instant)] = []
    /// Whether ``takeEvents()`` is asked: else nothing is collected for it.
    package var tellsEvents = false
    /// What has happened since ``takeEvents()``, the turns whose state may be another since, and the states that were told.
    var events: [any HubEvent] = []
    var movedTurns: Set<TurnID> = []
    var toldStates: [TurnID: SessionStatus.State] = [:]

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - limits: how many there may be, and how long things may take.
    ///   - policy: what a question does to one that is being answered.
    ///   - announcementManner: how an announcement is heard that says nothing of it.
    ///   - experiment: whose arms the sessions fall to.
    ///   - forgottenTurn: the highest turn number that stages which run already may know; 0 where none does.
    ///   - makeSession: names a session that nobody named.
    package init(
        limits: SessionLimits = SessionLimits(),
        policy: NewCommandPolicy = .interrupt,
        announcementManner: Manner = .over,
        experiment: Experiment = Experiment(),
        forgottenTurn: Int = 0,
        makeSession: @escaping @Sendable () -> String = TurnID.makeSession
    ) {
        self.limits = limits
        self.policy = policy
        self.announcementManner = announcementManner
        self.forgottenTurn = forgottenTurn
        self.makeSession = makeSession
        arms.take(experiment)
    }

    /// Keeps other limits from now on, also for turns that run.
    package mutating func take(
        _ limits: SessionLimits,
        policy: NewCommandPolicy,
        announcementManner: Manner,
        experiment: Experiment = Experiment()
    ) {
        self.limits = limits
        self.policy = policy
        self.announcementManner = announcementManner
        arms.take(experiment)
        hasNewDeadline = true
    }

    /// Knows the questions that are about what is being said by `cue` from now on.
    package mutating func take(_ cue: @escaping SessionCue.Test) { self.cue = cue }

    /// What a question is to what is being said.
    func cue(of ask: Ask) -> SessionCue? {
        ask.say == true ? nil : cue(ask.text, ask.language ?? sessions[ask.session]?.language)
    }

    /// Takes a question from `client`; its answer begins with `accepted` or `refused`.
    package mutating func ask(
        _ ask: Ask,
        from client: ClientID,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        accept(ask, policy, client, now)
        return takeActions()
    }

    /// Takes something to be said as it stands.
    package mutating func say(
        _ say: Say,
        from client: ClientID,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        if let id = say.id, let session = say.session, let turn = sessions[session]?.turn(saying: id) {
            tell(client, .accepted(Accepted(session: session, turn: turn)))
            return takeActions()
        }
        let priority = say.priority ?? .normal
        let manner = say.manner ?? announcementManner
        let ask = Ask(
            session: say.session ?? "",
            turn: 0,
            text: say.text,
            voice: say.voice,
            language: say.language,
            rate: say.rate,
            output: say.output,
            // To be heard after the other is to wait, here, where its end is known.
            manner: priority == .announcement && manner != .after ? manner : nil,
            cache: say.cache,
            say: true,
            trace: say.trace
        )
        let policy: NewCommandPolicy =
            switch priority {
            case .low: .refuse
            case .normal, .announcement: .wait
            case .high: .interrupt
            }
        accept(ask, policy, client, now, saying: say.id)
        return takeActions()
    }

    /// Stops what an interrupt names; `client` hears how each turn ended. Without a client, as when the hub stops.
    package mutating func interrupt(
        _ interrupt: Interrupt,
        from client: ClientID?,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        let named = turns.filter { turn in
            if interrupt.turn > 0, !interrupt.session.isEmpty { return interrupt.covers(turn.id) }
            return interrupt.session.isEmpty || turn.session == interrupt.session
        }
        if let client {
            if !interrupt.session.isEmpty, sessions[interrupt.session] == nil {
                refuse(
                    client,
                    "unknown_session",
                    "there is no session \(interrupt.session): `loquat sessions` lists them"
                )
            } else if named.isEmpty {
                refuse(client, "nothing_to_interrupt", "nothing is being said that could be interrupted")
            }
            for turn in named {
                tell(client, .accepted(Accepted(session: turn.session, turn: turn.turn)))
                records[turn.id]?.follow(client)
            }
        }
        for turn in named { stop(turn.id, interrupt.reason, now) }
        startWaiting(now)
        return takeActions()
    }

    /// `client` wants to hear of a turn from now on, as after a lost connection, where it had seen `shown` scalars of the
    /// text; of one that has ended, how.
    package mutating func follow(_ id: TurnID, from client: ClientID, shown: Int? = nil) -> [SessionAction] {
        if let turn = records[id] {
            records[id]?.follow(client)
            tellRest(of: turn.text, after: shown, id, client)
        } else if let outcome = outcome(of: id) {
            tellRest(of: outcome.text ?? "", after: shown, id, client)
            for frame in outcome.frames(for: id) { tell(client, frame) }
        }
        return takeActions()
    }

    /// `client` is gone. What it asked for goes on.
    package mutating func forget(_ client: ClientID) {
        for id in order { records[id]?.followers.removeAll { $0 == client } }
    }

    /// Turns that name no output are played on `output` from now on: the sequencer said so.
    package mutating func plays(on output: String?, at now: ContinuousClock.Instant) -> [SessionAction] {
        guard let output, output != defaultOutput else { return [] }
        defaultOutput = output
        act(.changed)
        startWaiting(now)
        return takeActions()
    }

    /// Gives turns that are being stopped longer than the fan-out with `grace` takes until it has forced the last stage: twice that.
    package mutating func allowStopping(for grace: Duration) {
        limits.stopping = max(limits.stopping, grace * 2 + .seconds(1))
    }

    /// How long an interrupted turn may take to end.
    package var stoppingLimit: Duration { limits.stopping }

    /// Whether the turn is under way, or is known to have ended.
    package func knows(_ id: TurnID) -> Bool { records[id] != nil || outcome(of: id) != nil }

    private func outcome(of id: TurnID) -> Session.Outcome? { sessions[id.session]?.outcome(of: id.turn) }

    /// Whether no turn is under way.
    package var isQuiet: Bool { records.isEmpty }

    /// Whether something may have to be done earlier than was planned; once asked, no more.
    package mutating func takeNewDeadline() -> Bool {
        defer { hasNewDeadline = false }
        return hasNewDeadline
    }

    // MARK: - Shared by the table's aspects

    /// The turns that have not ended, in the order in which they were accepted.
    var turns: [TurnRecord] { order.compactMap { records[$0] } }

    func turn(_ id: TurnID) -> TurnRecord? { records[id] }

    /// Changes a turn in a way that has to survive this process.
    mutating func update(_ id: TurnID, _ change: (inout TurnRecord) -> Void) {
        guard let index = records.index(forKey: id) else { return }
        change(&records.values[index])
        changes.turns.insert(id)
        if tellsEvents { movedTurns.insert(id) }
        hasNewDeadline = true
    }

    mutating func insert(_ turn: TurnRecord) {
        records[turn.id] = turn
        order.append(turn.id)
        if turn.isAnnouncement { announcements += 1 }
        changes.turns.insert(turn.id)
        tell(of: turn)
        hasNewDeadline = true
    }

    mutating func remove(_ id: TurnID) {
        guard let turn = records.removeValue(forKey: id) else { return }
        order.removeAll { $0 == id }
        if turn.isAnnouncement { announcements -= 1 }
        changes.turns.insert(id)
        hasNewDeadline = true
    }

    mutating func update(_ session: Session) {
        sessions[session.id] = session
        changes.sessions.insert(session.id)
    }

    mutating func act(_ action: SessionAction) {
        if action == .changed, actions.contains(.changed) { return }
        actions.append(action)
    }

    mutating func tell(_ client: ClientID, _ frame: Frame) { act(.tell(client, frame)) }

    mutating func tellFollowers(of turn: TurnRecord, _ frame: Frame) {
        tellEvent(of: turn, frame)
        for client in turn.followers { tell(client, frame) }
    }

    mutating func refuse(_ client: ClientID, _ code: String, _ message: String) {
        tell(client, .refused(Refused(code: code, message: message)))
    }

    mutating func takeActions() -> [SessionAction] {
        defer { actions = [] }
        return actions
    }

    /// The session that a question names, or a new one.
    func session(for ask: Ask, at now: ContinuousClock.Instant) -> Session {
        if let known = sessions[ask.session] { return known }
        var session = Session(id: ask.session.isEmpty ? makeSession() : ask.session, at: now)
        // A name that we make is never one that was used before.
        if !ask.session.isEmpty { session.lastTurn = forgottenTurn }
        session.firstTurn = session.lastTurn
        return session
    }

    mutating func forgetSession(_ id: String) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        forgottenTurn = max(forgottenTurn, session.lastTurn)
        changes.sessions.insert(id)
        talkChanges.insert(id)
        if isMeasured { forgotten.append(id) }
    }

    /// The sessions that were forgotten since this was asked last.
    mutating func takeForgotten() -> [String] {
        defer { forgotten = [] }
        return forgotten
    }

    private mutating func tellRest(of text: String, after shown: Int?, _ id: TurnID, _ client: ClientID) {
        guard let shown else { return }
        let rest = String(text.unicodeScalars.dropFirst(shown))
        if !rest.isEmpty { tell(client, .token(Token(session: id.session, turn: id.turn, text: rest, start: shown))) }
    }
}
