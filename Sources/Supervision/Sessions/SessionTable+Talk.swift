internal import SpeechFrames

/// What of the sessions outlives this process, where that is wanted, and what is to be forgotten at once.
extension SessionTable {
    /// The sessions whose talk has changed since the last call, or is no more.
    mutating func takeTalkChanges() -> Set<String> {
        defer { talkChanges = [] }
        return talkChanges
    }

    /// Whether words were forgotten that may still stand in what was written down; once asked, no more.
    mutating func takeWiped() -> Bool {
        defer { hasWiped = false }
        return hasWiped
    }

    /// The sessions that have a talk.
    var talkingSessions: [String] { sessions.values.filter { !$0.history.isEmpty }.map(\.id) }

    /// A session's talk; `nil` where there is none. `seconds` since 1970 it is `now`.
    func talk(of id: String, at now: ContinuousClock.Instant, seconds: Int) -> Talk? {
        guard let session = sessions[id], !session.history.isEmpty else { return nil }
        return Talk(
            session: id,
            turn: session.lastTurn,
            created: seconds - Int(session.created.duration(to: now) / .seconds(1)),
            changed: seconds - Int(session.changed.duration(to: now) / .seconds(1)),
            voice: session.voice,
            language: session.language,
            rate: session.rate,
            arm: session.arm,
            forgotten: session.forgottenUtterances ?? 0,
            history: session.history
        )
    }

    /// Takes over what was kept of earlier talk. What is known already is newer; a session that was begun after `start`, before
    /// what was kept could be read, gets it as its beginning.
    mutating func recall(
        _ talks: [Talk],
        since start: ContinuousClock.Instant,
        at now: ContinuousClock.Instant,
        seconds: Int
    ) -> [SessionAction] {
        for talk in talks {
            if var known = sessions[talk.session] {
                guard known.created >= start else { continue }
                known.recall(talk, limits)
                update(known)
            } else if sessions.count < limits.sessions {
                var session = Session(id: talk.session, at: now)
                // The clock may have been set back since: nothing is from after now.
                session.created = now - .seconds(max(0, seconds - talk.created))
                session.changed = now - .seconds(max(0, seconds - talk.changed))
                // The stages may know turns of it, or of one that has its name.
                session.lastTurn = max(talk.turn, forgottenTurn)
                session.firstTurn = session.lastTurn
                session.recall(talk, limits)
                update(session)
            }
        }
        act(.changed)
        return takeActions()
    }

    /// Forgets a session's talk, or with an empty id all: what is being said of it is stopped, and not remembered.
    ///
    /// - Returns: what is to be done, and the sessions that were there.
    mutating func forget(_ id: String, at now: ContinuousClock.Instant) -> ([SessionAction], sessions: [String]) {
        let gone = id.isEmpty ? Array(sessions.keys) : sessions[id].map { [$0.id] } ?? []
        for turn in turns where gone.contains(turn.session) { stop(turn.id, .userRequest, now) }
        for session in gone { forgetSession(session) }
        hasWiped = hasWiped || !gone.isEmpty
        // After what stops their turns: nothing comes after it that would be kept.
        if !gone.isEmpty { act(.forget(Forget(session: "", besides: Array(sessions.keys).sorted()))) }
        startWaiting(now)
        act(.changed)
        return (takeActions(), gone)
    }
}
