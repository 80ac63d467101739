internal import SpeechFrames

/// A few words where an answer is long in coming, so that the person knows that it comes: a turn of its own, heard beside the
/// answer, which is stopped as soon as the answer's first words are there.
extension SessionTable {
    /// When something is said in place of the answer; `nil`: never.
    func fillerDue(_ turn: TurnRecord) -> ContinuousClock.Instant? {
        guard let delay = limits.fillerDelay, !limits.fillers.isEmpty, turn.phase == .thinking, turn.filler == nil,
            turn.firstToken == nil, !turn.textEnded, let ask = turn.ask, ask.say != true, ask.answered == nil
        else { return nil }
        return turn.started + delay
    }

    /// Says the next of the fillers beside a turn.
    mutating func fill(_ turn: TurnRecord, _ now: ContinuousClock.Instant) {
        guard let asked = turn.ask, var session = sessions[turn.session] else { return }
        session.lastTurn += 1
        update(session)
        let ask = Ask(
            session: turn.session,
            turn: session.lastTurn,
            text: limits.fillers[turn.turn % limits.fillers.count],
            voice: asked.voice,
            language: asked.language,
            rate: asked.rate,
            output: asked.output,
            manner: .over,
            say: true
        )
        var filler = TurnRecord(ask.turnID, ask: ask, phase: .waiting, followers: [], at: now)
        filler.isFiller = true
        insert(filler)
        update(turn.id) { $0.filler = ask.turn }
        startWaiting(now)
    }

    /// Stops what was said in place of an answer that is there now, or that will not come.
    mutating func dropFiller(_ number: Int?, of session: String, _ now: ContinuousClock.Instant) {
        guard let number else { return }
        stop(TurnID(session: session, turn: number), .newCommand, now)
    }
}
