internal import Settings
internal import SpeechFrames

extension SessionTable {
    /// Accepts a question or refuses it, and makes room for it as `policy` says.
    mutating func accept(
        _ ask: Ask,
        _ policy: NewCommandPolicy,
        _ client: ClientID,
        _ now: ContinuousClock.Instant,
        saying name: String? = nil
    ) {
        var ask = ask
        let beside = turns.filter { $0.session == ask.session || place(of: $0.id, $0.ask?.output) == place(of: ask) }
        switch beside.isEmpty ? nil : cue(of: ask) {
        case .stop: return stop(beside, for: ask, client, now)
        case .beside: ask.manner = .over
        case nil: break
        }
        if let (code, message) = fault(of: ask) { return refuse(client, code, message) }
        let blockers = turns.filter { collide($0, ask) }
        if let (code, message) = refusal(for: blockers, policy) { return refuse(client, code, message) }
        guard makeRoom(for: ask.session) else {
            return refuse(
                client,
                "too_many_sessions",
                "all \(limits.sessions) sessions are busy: wait for one to end, or interrupt it"
            )
        }
        let id = enter(ask, client, now)
        if let name, var session = sessions[id.session] {
            session.note(saying: name)
            update(session)
        }
        tell(client, .accepted(Accepted(session: id.session, turn: id.turn)))
        if policy == .interrupt {
            for blocker in blockers { stop(blocker.id, .newCommand, now) }
        }
        startWaiting(now)
        act(.changed)
    }

    /// Stops turns because `ask` says so: it is over when they are, and no stage is asked for it.
    private mutating func stop(_ turns: [TurnRecord], for ask: Ask, _ client: ClientID, _ now: ContinuousClock.Instant)
    {
        let hasRoom = makeRoom(for: ask.session)
        if hasRoom {
            let id = enter(ask, client, now)
            update(id) { $0.isStop = true }
            tell(client, .accepted(Accepted(session: id.session, turn: id.turn)))
        } else {
            refuse(client, "too_many_sessions", "what was being said is stopped, but there is no room for a session")
        }
        for turn in turns { stop(turn.id, .userRequest, now) }
        startWaiting(now)
        act(.changed)
    }

    /// Asks the model for each turn whose output and session have become free.
    mutating func startWaiting(_ now: ContinuousClock.Instant) {
        // A turn that is started may end at once, and make room for a further one.
        while let next = firstFree { start(next, now) }
    }

    /// The first turn that waits for nothing any more.
    private var firstFree: TurnID? {
        let turns = turns
        return turns.indices.first { index in
            guard turns[index].phase == .waiting, let ask = turns[index].ask else { return false }
            return !turns[..<index].contains { collide($0, ask) }
        }.map { turns[$0].id }
    }

    private mutating func start(_ id: TurnID, _ now: ContinuousClock.Instant) {
        guard var ask = records[id]?.ask else { return }
        if ask.history == nil, ask.say != true, let said = sessions[ask.session]?.history, !said.isEmpty {
            ask.history = said
        }
        update(id) {
            // With its history: a streamer that is lost is asked the very same again.
            $0.ask = ask
            $0.phase = .thinking
            $0.started = now
            $0.lastSign = now
        }
        act(.changed)
        guard records[id]?.isStop != true else {
            update(id) { ($0.textEnd, $0.textEnded, $0.speechEnded) = (0, true, true) }
            return endIfOver(id, now)
        }
        records[id]?.measures.ask()
        act(.ask(ask))
        for stage in Stage.allCases where unavailable.contains(stage) { lose(stage, id) }
        endIfOver(id, now)
    }

    /// Notes a turn that waits, with its number.
    private mutating func enter(_ ask: Ask, _ client: ClientID, _ now: ContinuousClock.Instant) -> TurnID {
        var ask = ask
        var session = session(for: ask, at: now)
        ask.session = session.id
        session.lastTurn += 1
        session.changed = now
        session.complete(&ask)
        chooseArm(&ask, &session)
        update(session)
        ask.turn = session.lastTurn
        insert(TurnRecord(ask.turnID, ask: ask, phase: .waiting, followers: [client], at: now))
        return ask.turnID
    }

    /// Whether a turn that came before keeps another from being asked for.
    ///
    /// | the one before | a question | something to be said | an announcement |
    /// |---|---|---|---|
    /// | an answer, or something said | same output or session | same output or session | no |
    /// | an announcement | no | same output | same output |
    ///
    /// So an announcement never holds an answer up, and two of them are not heard at once.
    private func collide(_ turn: TurnRecord, _ ask: Ask) -> Bool {
        switch (turn.isAnnouncement, ask.isAnnouncement) {
        case (false, true): false
        case (true, false) where ask.say != true: false
        case (true, _): place(of: turn.id, turn.ask?.output) == place(of: ask)
        case (false, false): turn.session == ask.session || place(of: turn.id, turn.ask?.output) == place(of: ask)
        }
    }

    /// Whether two turns are played on one output.
    func shareOutput(_ one: TurnRecord, _ other: TurnRecord) -> Bool {
        place(of: one.id, one.ask?.output) == place(of: other.id, other.ask?.output)
    }

    private func place(of ask: Ask) -> String {
        // The number that it would have, where it has none yet.
        let turn = ask.turn > 0 ? ask.turn : (sessions[ask.session]?.lastTurn ?? 0) + 1
        return place(of: TurnID(session: ask.session, turn: turn), ask.output)
    }

    /// The output that a turn is played on, by its name without placeholders.
    private func place(of id: TurnID, _ output: String?) -> String {
        let name = output ?? defaultOutput
        guard name.contains("{") else { return name }
        return name.split(separator: "{session}", omittingEmptySubsequences: false)
            .map { $0.split(separator: "{turn}", omittingEmptySubsequences: false).joined(separator: "\(id.turn)") }
            .joined(separator: id.session)
    }

    private func refusal(for blockers: [TurnRecord], _ policy: NewCommandPolicy) -> (String, String)? {
        guard let first = blockers.first else { return nil }
        switch policy {
        case .interrupt: return nil
        case .refuse:
            return ("output_busy", "turn \(first.id) is being spoken: wait for its end, or interrupt it")
        case .wait:
            guard blockers.count > limits.waiting else { return nil }
            return ("too_many_waiting", "\(limits.waiting) turns are waiting already: try again later")
        }
    }

    /// Whether there is room for the session; the one that was quiet the longest goes where there is none.
    mutating func makeRoom(for session: String) -> Bool {
        guard sessions[session] == nil, sessions.count >= limits.sessions else { return true }
        let busy = Set(order.map(\.session))
        let quiet = sessions.values.filter { !busy.contains($0.id) }
        guard let oldest = quiet.min(by: { $0.changed < $1.changed }) else { return false }
        forgetSession(oldest.id)
        act(.forget(Forget(session: oldest.id)))
        return true
    }
}
