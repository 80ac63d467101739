package import SpeechFrames

extension SessionTable {
    /// All stages have stopped a turn, or had the time to; `heard` is what the sequencer said, where it did.
    package mutating func stopped(
        _ id: TurnID,
        heard: Interrupted?,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        if let turn = turn(id), turn.isStopping { endStopped(turn, heard, now) }
        startWaiting(now)
        return takeActions()
    }

    /// Stops a turn: one that waits ends at once, for no stage knows of it.
    mutating func stop(_ id: TurnID, _ reason: InterruptReason, _ now: ContinuousClock.Instant) {
        guard let turn = turn(id), !turn.isStopping else { return }
        let wasWaiting = turn.phase == .waiting
        update(id) { $0.phase = .stopping(since: now, reason) }
        act(.changed)
        if !wasWaiting {
            act(.interrupt(interrupt(of: id, reason)))
        } else if let turn = self.turn(id) {
            endStopped(turn, nil, now)
        }
    }

    /// Ends a turn for a fault of its own: says so, and has the stages let go of it.
    mutating func fail(_ id: TurnID, _ reason: InterruptReason, _ failed: Failed, _ now: ContinuousClock.Instant) {
        guard let turn = turn(id) else { return }
        tellFollowers(of: turn, .failed(failed))
        update(id) { $0.failure = failed }
        stop(id, reason, now)
    }

    /// Ends a turn whose text and speech have both come to their end.
    mutating func endIfOver(_ id: TurnID, _ now: ContinuousClock.Instant) {
        guard let turn = turn(id), turn.isRunning, turn.textEnded, turn.speechEnded else { return }
        let finished = turn.finished ?? Finished(session: id.session, turn: id.turn, heard: 0)
        tellFollowers(of: turn, .finished(finished))
        if turn.finished == nil, turn.failure != nil {
            // What stages still keep of it would be spoken when they are back, long after its time.
            act(.interrupt(interrupt(of: id, .error)))
        }
        let heard = turn.finished == nil ? nil : turn.text
        let state: SessionStatus.State = turn.failure == nil ? .finished : .failed
        report(turn, state, turn.failure?.code, nil, at: now)
        end(turn, state, turn.failure?.code, heard, wasCutOff: false, now)
    }

    /// What stops a turn at the stages: all earlier ones of its session with it, of which they may hold something that is known
    /// nowhere else; alone where one of those is to be heard, as an answer beside an announcement.
    func interrupt(of id: TurnID, _ reason: InterruptReason) -> Interrupt {
        let isBeside = turns.contains { $0.session == id.session && $0.turn < id.turn && !$0.isStopping }
        return Interrupt(session: id.session, turn: id.turn, reason: reason, alone: isBeside ? true : nil)
    }

    private mutating func endStopped(_ turn: TurnRecord, _ heard: Interrupted?, _ now: ContinuousClock.Instant) {
        guard case .stopping(_, let reason) = turn.phase else { return }
        let told = heard ?? Interrupted(session: turn.session, turn: turn.turn, stage: "hub-supervisor")
        tellFollowers(of: turn, .interrupted(told))
        let state: SessionStatus.State = turn.failure == nil ? .interrupted : .failed
        let why = turn.failure?.code ?? reason.rawValue
        report(turn, state, why, heard, at: now)
        end(turn, state, why, heard?.heard, wasCutOff: true, now)
    }

    private mutating func end(
        _ turn: TurnRecord,
        _ state: SessionStatus.State,
        _ reason: String?,
        _ heard: String?,
        wasCutOff: Bool,
        _ now: ContinuousClock.Instant
    ) {
        remove(turn.id)
        dropFiller(turn.filler, of: turn.session, now)
        act(.changed)
        arms.note(turn, state, at: now)
        tellEnd(of: turn, state, reason)
        // Its session may have been forgotten meanwhile, and another be there by that name.
        guard var session = sessions[turn.session], turn.turn > session.firstTurn ?? 0 else {
            hasWiped = true
            return
        }
        session.changed = now
        session.end(
            Session.Outcome(
                turn: turn.turn,
                state: state,
                reason: reason,
                heard: heard,
                phrase: turn.phrase,
                output: turn.ask?.output ?? (defaultOutput.isEmpty ? nil : defaultOutput),
                arm: turn.ask?.arm,
                firstToken: turn.firstToken,
                firstSound: turn.firstSound,
                text: turn.isTextWhole ? turn.text : nil
            )
        )
        session.remember(turn, heard: heard, wasCutOff: wasCutOff, limits)
        update(session)
        talkChanges.insert(session.id)
    }
}
