package import SpeechFrames

extension SessionTable {
    /// Has the model made ready for a question of a session, a new one where none is named; `client` is told which.
    package mutating func prepare(
        _ prepare: Prepare,
        from client: ClientID,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        let ask = prepare.ask
        if let (code, message) = fault(of: ask, mayBeEmpty: true) {
            refuse(client, code, message)
        } else if !makeRoom(for: ask.session) {
            refuse(client, "too_many_sessions", "all \(limits.sessions) sessions are busy: wait for one to end")
        } else {
            var session = session(for: ask, at: now)
            session.changed = now
            update(session)
            var prepare = prepare
            prepare.session = session.id
            if prepare.history == nil, !session.history.isEmpty { prepare.history = session.history }
            prepare.language = prepare.language ?? session.language
            prepare.arm = prepare.arm ?? arm(of: session)
            tell(client, .accepted(Accepted(session: session.id, turn: session.lastTurn + 1)))
            act(.prepare(prepare))
            act(.changed)
        }
        return takeActions()
    }
}
