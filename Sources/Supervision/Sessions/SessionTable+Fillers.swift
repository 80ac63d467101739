internal import SpeechFrames

/// A few words where an answer is long in coming, so that the person knows that it comes: a turn of its own, heard beside the
/// answer, which is stopped as soon as the answer's first words are there.
extension SessionTable {
    /// When something is said in place of the answer; `nil`: never.
    func fillerDue(_ turn: TurnRecord) -> ContinuousClock.Instant? {
        guard let delay = filler(for: turn)?.delay, turn.phase == .thinking, turn.filler == nil,
            turn.firstToken == nil, !turn.textEnded, let ask = turn.ask, ask.say != true, ask.answered == nil
        else { return nil }
        return turn.started + delay
    }

    /// What is said in place of an answer that is long in coming, and when.
    private func filler(for turn: TurnRecord) -> (text: String, delay: Duration)? {
        // Loading is known only after a moment; what may take a minute is worth a word in any case.
        let isLoading = isLoading && !limits.loadingFillers.isEmpty
        let fillers = isLoading ? limits.loadingFillers : limits.fillers
        guard !fillers.isEmpty, let delay = limits.fillerDelay ?? (isLoading ? .zero : nil) else { return nil }
        return (fillers[turn.turn % fillers.count], delay)
    }

    /// Whether llm-streamer waits for a model that is being loaded.
    package mutating func take(isLoading: Bool) {
        self.isLoading = isLoading
        hasNewDeadline = true
    }

    /// Says the next of the fillers beside a turn.
    mutating func fill(_ turn: TurnRecord, _ now: ContinuousClock.Instant) {
        guard let asked = turn.ask, let filler = filler(for: turn), var session = sessions[turn.session] else { return }
        session.lastTurn += 1
        update(session)
        let ask = Ask(
            session: turn.session,
            turn: session.lastTurn,
            text: filler.text,
            voice: asked.voice,
            language: asked.language,
            rate: asked.rate,
            output: asked.output,
            manner: .over,
            cache: asked.cache,
            say: true
        )
        var record = TurnRecord(ask.turnID, ask: ask, phase: .waiting, followers: [], at: now)
        record.isFiller = true
        insert(record)
        update(turn.id) { $0.filler = ask.turn }
        startWaiting(now)
    }

    /// Stops what was said in place of an answer that is there now, or that will not come.
    mutating func dropFiller(_ number: Int?, of session: String, _ now: ContinuousClock.Instant) {
        guard let number else { return }
        stop(TurnID(session: session, turn: number), .newCommand, now)
    }
}
