internal import SpeechFrames

/// One talk: its turns' numbers, how the last one ended, and what was said and heard.
struct Session: Sendable {
    let id: String
    let created: ContinuousClock.Instant
    /// When it last began or ended a turn.
    var changed: ContinuousClock.Instant
    var lastTurn = 0
    var outcome: Outcome?
    private(set) var history: [Utterance] = []

    init(id: String, at now: ContinuousClock.Instant) {
        self.id = id
        created = now
        changed = now
    }

    /// Remembers a turn that has ended: of an answer that was cut off, only what was heard, marked so.
    mutating func remember(_ turn: TurnRecord, heard: String?, wasCutOff: Bool, _ limits: SessionLimits) {
        guard let ask = turn.ask else { return }
        if ask.say != true { history.append(Utterance(role: .user, text: ask.text)) }
        let said = wasCutOff ? (heard.map { $0.isEmpty ? $0 : $0 + " " } ?? "") + Self.cutOff : turn.text
        if !said.isEmpty { history.append(Utterance(role: .assistant, text: said)) }
        history = history.suffix(limits.history)
        var bytes = history.reduce(0) { $0 + $1.text.utf8.count }
        while bytes > limits.historyBytes, history.count > 1 {
            bytes -= history.removeFirst().text.utf8.count
        }
    }

    /// What stands in the history where the person cut an answer off.
    static let cutOff = "[interrupted]"
}
