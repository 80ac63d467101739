package import SpeechFrames

extension SessionTable {
    /// How each session is, the one that changed last first.
    package func statuses(at now: ContinuousClock.Instant) -> [SessionStatus] {
        sessions.values.sorted { ($1.changed, $0.id) < ($0.changed, $1.id) }.map { status(of: $0, now) }
    }

    private func status(of session: Session, _ now: ContinuousClock.Instant) -> SessionStatus {
        var status = SessionStatus(
            session: session.id,
            turn: session.lastTurn,
            state: .idle,
            ageMilliseconds: session.created.duration(to: now).milliseconds
        )
        if let turn = turns.first(where: { $0.id.session == session.id }) {
            status.turn = turn.id.turn
            status.state = turn.state
            status.phrase = turn.phrase
            status.output = turn.ask?.output
            status.firstTokenMilliseconds = turn.firstToken?.milliseconds
            status.firstSoundMilliseconds = turn.firstSound?.milliseconds
        } else if let outcome = session.outcome {
            status.turn = outcome.turn
            status.state = outcome.state
            status.phrase = outcome.phrase
            status.heard = outcome.heard.map { String($0.prefix(Self.longestHeard)) }
            status.reason = outcome.reason
            status.output = outcome.output
            status.firstTokenMilliseconds = outcome.firstToken?.milliseconds
            status.firstSoundMilliseconds = outcome.firstSound?.milliseconds
        }
        return status
    }

    /// How much of a heard text is told, in characters: all sessions have to fit into one frame.
    private static let longestHeard = 500
}

extension TurnRecord {
    fileprivate var state: SessionStatus.State {
        switch phase {
        case .waiting: .waiting
        case .thinking: .thinking
        case .speaking: .speaking
        case .stopping: .interrupted
        }
    }
}

extension Duration {
    /// In whole milliseconds.
    package var milliseconds: Int { Int(self / .milliseconds(1)) }
}
