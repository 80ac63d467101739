internal import SpeechFrames

extension SessionTable {
    /// Whether something has changed that is to be written down at once.
    var hasChanges: Bool { !changes.sessions.isEmpty || !changes.turns.isEmpty }

    /// Whether turns have more text, which may wait a little.
    var hasMoreText: Bool { !changes.texts.isEmpty }

    /// What has changed since the last call.
    mutating func takeChanges() -> [JournalEntry] {
        let changes = changes
        self.changes = SessionChanges()
        var entries: [JournalEntry] = changes.sessions.map { id in
            sessions[id].map { .session($0) } ?? .forgotten(session: id, turn: forgottenTurn)
        }
        for id in changes.turns {
            entries.append(records[id].map { .turn($0) } ?? .over(session: id.session, turn: id.turn))
            records[id]?.noteWritten()
        }
        for id in changes.texts.subtracting(changes.turns) {
            guard let text = records[id]?.takeUnwritten(), !text.isEmpty else { continue }
            entries.append(.text(session: id.session, turn: id.turn, text))
        }
        return entries
    }

    /// All that is known, so that what was written before may be forgotten.
    mutating func takeAll() -> [JournalEntry] {
        changes = SessionChanges()
        for id in order { records[id]?.noteWritten() }
        return [.forgotten(session: Self.nobody, turn: forgottenTurn)] + sessions.values.map { .session($0) }
            + turns.map { .turn($0) }
    }

    /// No session's name, in the line that a journal begins with.
    private static let nobody = ""

    /// Takes over what an earlier supervisor has written down, into a table that is empty.
    mutating func restore(_ entries: [JournalEntry], at now: ContinuousClock.Instant) -> [SessionAction] {
        var turns: [TurnID: TurnRecord] = [:]
        for entry in entries {
            switch entry {
            case .session(let session): sessions[session.id] = session
            case .forgotten(Self.nobody, let turn): forgottenTurn = turn
            case .forgotten(let id, let turn):
                sessions[id] = nil
                forgottenTurn = max(forgottenTurn, turn)
            case .turn(let turn): turns[turn.id] = turn
            case .text(let session, let turn, let text): turns[TurnID(session: session, turn: turn)]?.take(text)
            case .over(let session, let turn): turns[TurnID(session: session, turn: turn)] = nil
            }
        }
        for var turn in turns.values.sorted(by: { ($0.accepted, $0.turn) < ($1.accepted, $1.turn) }) {
            turn.followers = []
            turn.lastSign = now
            insert(turn)
            // The stages may not have heard of it: they are told once more.
            if case .stopping(_, let reason) = turn.phase {
                update(turn.id) { $0.phase = .stopping(since: now, reason) }
                act(.interrupt(interrupt(of: turn.id, reason)))
            }
        }
        return takeActions()
    }
}
