internal import SpeechFrames

extension SessionTable {
    /// When ``tick(at:)`` has something to do, if nothing else happens.
    package var nextDeadline: ContinuousClock.Instant? {
        let busy = Set(order.map(\.session))
        let expiries = sessions.values.filter { !busy.contains($0.id) }.map { $0.changed + limits.idleExpiry }
        return (turns.map { deadline(of: $0).instant } + expiries).min()
    }

    /// Ends what has taken too long, and forgets sessions that have been quiet for long.
    package mutating func tick(at now: ContinuousClock.Instant) -> [SessionAction] {
        for turn in turns {
            let deadline = deadline(of: turn)
            if deadline.instant <= now { expire(turn, deadline.kind, now) }
        }
        let busy = Set(order.map(\.session))
        for session in sessions.values where !busy.contains(session.id) && session.changed + limits.idleExpiry <= now {
            forgetSession(session.id)
            act(.forget(Forget(session: session.id)))
            hasWiped = true
            act(.changed)
        }
        startWaiting(now)
        return takeActions()
    }

    private enum Deadline {
        case turn, firstToken, stall, stopping, lateText, filler
    }

    private func deadline(of turn: TurnRecord) -> (instant: ContinuousClock.Instant, kind: Deadline) {
        let whole = turn.accepted + limits.turn
        let other: (ContinuousClock.Instant, Deadline) =
            switch turn.phase {
            case .waiting: (whole, .turn)
            case .stopping(let since, _): (since + limits.stopping, .stopping)
            case .thinking where turn.firstToken == nil && !turn.textEnded:
                fillerDue(turn).map { ($0, .filler) } ?? (turn.started + limits.firstToken, .firstToken)
            case .thinking, .speaking:
                turn.finished != nil
                    ? (turn.lastSign + limits.lateText, .lateText) : (turn.lastSign + limits.stall, .stall)
            }
        return turn.isStopping || other.0 < whole ? other : (whole, .turn)
    }

    private mutating func expire(_ turn: TurnRecord, _ kind: Deadline, _ now: ContinuousClock.Instant) {
        switch kind {
        case .stopping:
            for action in stopped(turn.id, heard: nil, at: now) { act(action) }
        case .lateText:
            update(turn.id) { $0.textEnded = true }
            endIfOver(turn.id, now)
        case .filler: fill(turn, now)
        case .turn: timeOut(turn, "turn_timeout", "the turn has taken \(limits.turn)", now)
        case .firstToken: timeOut(turn, "first_token_timeout", "no answer has come for \(limits.firstToken)", now)
        case .stall: timeOut(turn, "stall_timeout", "nothing has come for \(limits.stall)", now)
        }
    }

    private mutating func timeOut(
        _ turn: TurnRecord,
        _ code: String,
        _ what: String,
        _ now: ContinuousClock.Instant
    ) {
        let failed = Failed(
            session: turn.session,
            turn: turn.turn,
            stage: "hub-supervisor",
            code: code,
            message: "turn \(turn.id): \(what), the limit: it was ended"
        )
        fail(turn.id, .timeout, failed, now)
    }
}
