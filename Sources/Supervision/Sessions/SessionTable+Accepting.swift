internal import SpeechFrames

extension SessionTable {
    /// Accepts a question or refuses it, and makes room for it as `policy` says.
    mutating func accept(_ ask: Ask, _ policy: NewCommandPolicy, _ client: ClientID, _ now: ContinuousClock.Instant) {
        if let (code, message) = fault(of: ask) { return refuse(client, code, message) }
        let blockers = turns.filter { Self.collide($0, ask) }
        if let (code, message) = refusal(for: blockers, policy) { return refuse(client, code, message) }
        guard makeRoom(for: ask.session) else {
            return refuse(
                client,
                "too_many_sessions",
                "all \(limits.sessions) sessions are busy: wait for one to end, or interrupt it"
            )
        }
        let id = enter(ask, client, now)
        tell(client, .accepted(Accepted(session: id.session, turn: id.turn)))
        if policy == .interrupt {
            for blocker in blockers { stop(blocker.id, .newCommand, now) }
        }
        startWaiting(now)
        act(.changed)
    }

    /// Asks the model for each turn whose output and session have become free.
    mutating func startWaiting(_ now: ContinuousClock.Instant) {
        for (index, turn) in turns.enumerated() where turn.phase == .waiting {
            guard let ask = turn.ask, !turns[..<index].contains(where: { Self.collide($0, ask) }) else { continue }
            start(index, ask, now)
        }
    }

    private mutating func start(_ index: Int, _ ask: Ask, _ now: ContinuousClock.Instant) {
        var ask = ask
        if ask.history == nil, ask.say != true, let said = sessions[ask.session]?.history, !said.isEmpty {
            ask.history = said
        }
        turns[index].phase = .thinking
        turns[index].started = now
        turns[index].lastSign = now
        act(.ask(ask))
        act(.changed)
        for stage in Stage.allCases where unavailable.contains(stage) { lose(stage, turns[index].id) }
    }

    /// Notes a turn that waits, with its number.
    private mutating func enter(_ ask: Ask, _ client: ClientID, _ now: ContinuousClock.Instant) -> TurnID {
        var ask = ask
        var session = session(for: ask, at: now)
        ask.session = session.id
        session.lastTurn += 1
        session.changed = now
        sessions[ask.session] = session
        ask.turn = session.lastTurn
        turns.append(TurnRecord(ask.turnID, ask: ask, phase: .waiting, followers: [client], at: now))
        return ask.turnID
    }

    /// Whether a turn keeps a question from being spoken.
    private static func collide(_ turn: TurnRecord, _ ask: Ask) -> Bool {
        turn.output == ask.output ?? "" || turn.id.session == ask.session
    }

    private func fault(of ask: Ask) -> (String, String)? {
        if !ask.text.contains(where: { !$0.isWhitespace }) { return ("nothing_asked", "the text is empty") }
        if ask.text.utf8.count > Say.maximumLength {
            return ("too_long", "the text has \(ask.text.utf8.count) bytes: at most \(Say.maximumLength) are taken")
        }
        guard unavailable.contains(.llmStreamer) else { return nil }
        return ("unavailable", "llm-streamer dies again and again: `loquat status` tells how")
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
    private mutating func makeRoom(for session: String) -> Bool {
        guard sessions[session] == nil, sessions.count >= limits.sessions else { return true }
        let busy = Set(turns.map(\.id.session))
        let quiet = sessions.values.filter { !busy.contains($0.id) }
        guard let oldest = quiet.min(by: { $0.changed < $1.changed }) else { return false }
        forgetSession(oldest.id)
        return true
    }
}
