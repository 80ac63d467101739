package import SpeechFrames

extension SessionTable {
    /// How each session is, the one that changed last first; as many as fit into one frame.
    package func statuses(at now: ContinuousClock.Instant) -> [SessionStatus] {
        // An answer goes before an announcement beside it, and what speaks before what waits.
        let current = Dictionary(turns.map { ($0.session, $0) }) { first, next in
            first.isAnnouncement && !next.isAnnouncement && next.phase != .waiting ? next : first
        }
        var room = Self.longestList
        return sessions.values.sorted { ($1.changed, $0.id) < ($0.changed, $1.id) }
            .map { status(of: $0, current[$0.id], now) }
            .prefix { status in
                room -= Self.length(of: status)
                return room >= 0
            }
    }

    private func status(of session: Session, _ turn: TurnRecord?, _ now: ContinuousClock.Instant) -> SessionStatus {
        var status = SessionStatus(
            session: session.id,
            turn: session.lastTurn,
            state: .idle,
            ageMilliseconds: session.created.duration(to: now).milliseconds
        )
        status.utterances = session.history.isEmpty ? nil : session.history.count
        if let turn {
            status.turn = turn.turn
            status.state = turn.state
            status.phrase = turn.phrase
            status.reason = turn.trouble
            status.arm = turn.ask?.arm
            status.output = turn.ask?.output ?? (defaultOutput.isEmpty ? nil : defaultOutput)
            status.heard = turn.phase == .speaking ? turn.heard(atMost: Self.longestHeard) : nil
            status.bufferedMilliseconds = turn.phase == .speaking ? turn.buffered?.milliseconds : nil
            status.firstTokenMilliseconds = turn.firstToken?.milliseconds
            status.firstSoundMilliseconds = turn.firstSound?.milliseconds
        } else if let outcome = session.outcome {
            status.turn = outcome.turn
            status.state = outcome.state
            status.phrase = outcome.phrase
            status.heard = outcome.heard.map { $0.end(atMost: Self.longestHeard) }
            status.reason = outcome.reason
            status.arm = outcome.arm
            status.output = outcome.output
            status.firstTokenMilliseconds = outcome.firstToken?.milliseconds
            status.firstSoundMilliseconds = outcome.firstSound?.milliseconds
        }
        return status
    }

    /// How much of a heard text is told, in Unicode scalars: its end.
    private static let longestHeard = 500
    /// How much room the list has in a frame, in bytes.
    private static let longestList = Frame.maximumLength - 1_024

    /// At least what a status takes in a frame: its numbers and names, and its texts.
    private static func length(of status: SessionStatus) -> Int {
        [status.session, status.heard, status.reason, status.output, status.arm].reduce(400) { $0 + JSONLength.of($1) }
    }
}

extension TurnRecord {
    var state: SessionStatus.State {
        switch phase {
        case .waiting: .waiting
        case .thinking: .thinking
        case .speaking: .speaking
        case .stopping: .interrupted
        }
    }
}

extension String {
    /// Its last `count` Unicode scalars.
    func end(atMost count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.suffix(count)))
    }
}

extension Duration {
    /// In whole milliseconds.
    package var milliseconds: Int { Int(self / .milliseconds(1)) }
}
