package import SpeechFrames

/// Who talks with whom: the sessions, their turns, and what each turn does.
///
/// Every turn that is accepted ends in `finished`, `interrupted` or `failed`, at the latest ``SessionLimits/turn`` plus
/// ``SessionLimits/stopping`` after it was accepted, whatever the stages do. One output plays one turn at a time, and a
/// session has one turn at a time.
///
/// The table does nothing itself: each call returns what has to be done.
package struct SessionTable: Sendable {
    let limits: SessionLimits
    let policy: NewCommandPolicy
    private let makeSession: @Sendable () -> String

    var sessions: [String: Session] = [:]
    /// The turns that have not ended, in the order in which they were accepted.
    var turns: [TurnRecord] = []
    /// The stages that are given up for now.
    var unavailable: Set<Stage> = []
    /// A turn number that no session which was forgotten has gone beyond. The stages may remember such a session's last turn,
    /// and pass on nothing of it or of an earlier one: where its name comes again, its turns are counted on from here.
    private(set) var forgottenTurn: Int
    private var actions: [SessionAction] = []

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - limits: how many there may be, and how long things may take.
    ///   - policy: what a question does to one that is being answered.
    ///   - forgottenTurn: the highest turn number that stages which run already may know; 0 where none does.
    ///   - makeSession: names a session that nobody named.
    package init(
        limits: SessionLimits = SessionLimits(),
        policy: NewCommandPolicy = .interrupt,
        forgottenTurn: Int = 0,
        makeSession: @escaping @Sendable () -> String = TurnID.makeSession
    ) {
        self.limits = limits
        self.policy = policy
        self.forgottenTurn = forgottenTurn
        self.makeSession = makeSession
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
        let ask = Ask(
            session: say.session ?? "",
            turn: 0,
            text: say.text,
            voice: say.voice,
            language: say.language,
            rate: say.rate,
            output: say.output,
            say: true
        )
        let policy: NewCommandPolicy =
            switch say.priority ?? .normal {
            case .low: .refuse
            case .normal, .announcement: .wait
            case .high: .interrupt
            }
        accept(ask, policy, client, now)
        return takeActions()
    }

    /// Stops what an interrupt names; `client` hears how each turn ended. Without a client, as when the hub stops.
    package mutating func interrupt(
        _ interrupt: Interrupt,
        from client: ClientID?,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        let named = turns.filter { turn in
            (interrupt.session.isEmpty || turn.id.session == interrupt.session)
                && (interrupt.turn == 0 || turn.id.turn <= interrupt.turn)
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
                tell(client, .accepted(Accepted(session: turn.id.session, turn: turn.id.turn)))
                update(turn.id) { $0.followers.insert(client) }
            }
        }
        for turn in named { stop(turn.id, interrupt.reason, now) }
        startWaiting(now)
        return takeActions()
    }

    /// `client` wants to hear of a turn from now on, as after a lost connection; of one that has ended, how.
    package mutating func follow(_ id: TurnID, from client: ClientID) -> [SessionAction] {
        if turn(id) != nil {
            update(id) { $0.followers.insert(client) }
        } else if let outcome = outcome(of: id) {
            for frame in outcome.frames(for: id) { tell(client, frame) }
        }
        return takeActions()
    }

    /// `client` is gone. What it asked for goes on.
    package mutating func forget(_ client: ClientID) {
        for index in turns.indices { turns[index].followers.remove(client) }
    }

    /// Whether the turn is under way, or is known to have ended.
    package func knows(_ id: TurnID) -> Bool { turn(id) != nil || outcome(of: id) != nil }

    private func outcome(of id: TurnID) -> Session.Outcome? {
        sessions[id.session]?.outcome.flatMap { $0.turn == id.turn ? $0 : nil }
    }

    /// Whether no turn is under way.
    package var isQuiet: Bool { turns.isEmpty }

    // MARK: - Shared by the table's aspects

    func turn(_ id: TurnID) -> TurnRecord? { turns.first { $0.id == id } }

    mutating func update(_ id: TurnID, _ change: (inout TurnRecord) -> Void) {
        guard let index = turns.firstIndex(where: { $0.id == id }) else { return }
        change(&turns[index])
    }

    mutating func act(_ action: SessionAction) {
        if action == .changed, actions.contains(.changed) { return }
        actions.append(action)
    }

    mutating func tell(_ client: ClientID, _ frame: Frame) { act(.tell(client, frame)) }

    mutating func tellFollowers(of turn: TurnRecord, _ frame: Frame) {
        for client in turn.followers.sorted(by: { $0.number < $1.number }) { tell(client, frame) }
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
        return session
    }

    mutating func forgetSession(_ id: String) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        forgottenTurn = max(forgottenTurn, session.lastTurn)
    }
}
