internal import SpeechFrames

/// One talk: its turns' numbers, how the last ones ended, and what was said and heard.
struct Session: Sendable, Codable {
    let id: String
    var created: ContinuousClock.Instant
    /// When it last began or ended a turn.
    var changed: ContinuousClock.Instant
    var lastTurn = 0
    /// Turns up to this one were an earlier session's by the same name.
    var firstTurn: Int?
    /// What the person chose last, for the questions that choose nothing.
    private(set) var voice: String?
    private(set) var language: String?
    private(set) var rate: Int?
    private(set) var cache: Bool?
    var arm: String?
    /// How its last turns ended, the last one last.
    private(set) var outcomes: [Outcome] = []
    private(set) var history: [Utterance] = []
    /// How many utterances came before those, and are forgotten.
    private(set) var forgottenUtterances: Int?
    /// The last things to be said that have a name, each with its turn.
    private var said: [Said]?

    private struct Said: Sendable, Codable {
        var id: String
        var turn: Int
    }

    /// How many names of things to be said are remembered: who asks twice does so at once.
    private static let mostSaid = 16
    /// How many turns' ends are remembered, for who comes back late: an announcement may end beside an answer.
    private static let mostOutcomes = 4
    /// What stands in the history where the person cut an answer off.
    static let cutOff = "[interrupted]"

    init(id: String, at now: ContinuousClock.Instant) {
        self.id = id
        created = now
        changed = now
    }

    /// The turn that says what has that name; `nil`: none is known.
    func turn(saying id: String) -> Int? { said?.last { $0.id == id }?.turn }

    /// Its last turn says what has that name.
    mutating func note(saying id: String) {
        said = ((said ?? []) + [Said(id: id, turn: lastTurn)]).suffix(Self.mostSaid)
    }

    /// How the last turn ended.
    var outcome: Outcome? { outcomes.last }

    func outcome(of turn: Int) -> Outcome? { outcomes.last { $0.turn == turn } }

    /// Completes a question by what was chosen before, and remembers what it chooses. What is said without a question is
    /// spoken so, too, and changes nothing.
    mutating func complete(_ ask: inout Ask) {
        if ask.say != true {
            // A voice is of a language: who chooses one anew does not want the other from before.
            if ask.language != nil, ask.voice == nil { voice = nil }
            if ask.voice != nil, ask.language == nil { language = nil }
            voice = ask.voice ?? voice
            language = ask.language ?? language
            rate = ask.rate ?? rate
            cache = ask.cache ?? cache
        }
        ask.cache = ask.cache ?? cache
        guard ask.voice == nil || ask.language == nil || ask.rate == nil else { return }
        let choosesNothing = ask.voice == nil && ask.language == nil
        if choosesNothing { (ask.voice, ask.language) = (voice, language) }
        ask.rate = ask.rate ?? rate
    }

    /// Notes how a turn ended. Only of the last one the text is kept.
    mutating func end(_ outcome: Outcome) {
        for index in outcomes.indices { outcomes[index].text = nil }
        outcomes = (outcomes + [outcome]).suffix(Self.mostOutcomes)
    }

    /// Remembers a turn that has ended: of an answer that was cut off, only what was heard, marked so. That the model has failed
    /// was not its answer: nothing stands in place of one that never came, and one that broke off is marked as cut off.
    mutating func remember(_ turn: TurnRecord, heard: String?, wasCutOff: Bool, _ limits: SessionLimits) {
        guard let ask = turn.ask, turn.isFiller != true else { return }
        if ask.say != true { history.append(Utterance(role: .user, text: ask.text)) }
        let said =
            switch turn.answerEnd {
            case nil: wasCutOff ? Self.cutOff(heard ?? "") : turn.text
            case 0: ""
            case _ where wasCutOff && !turn.isHeardToExcuse: Self.cutOff(heard ?? "")
            default: Self.cutOff(turn.answer)
            }
        if !said.isEmpty { history.append(Utterance(role: .assistant, text: said)) }
        fit(limits)
    }

    /// Begins with what was kept of it.
    mutating func recall(_ talk: Talk, _ limits: SessionLimits) {
        if voice == nil, language == nil { (voice, language) = (talk.voice, talk.language) }
        rate = rate ?? talk.rate
        arm = arm ?? talk.arm
        history = talk.history + history
        forgottenUtterances = talk.forgotten
        fit(limits)
    }

    private mutating func fit(_ limits: SessionLimits) {
        let kept = TalkHistory.fitting(history, limits)
        forgottenUtterances = (forgottenUtterances ?? 0) + history.count - kept.count
        history = kept
    }

    private static func cutOff(_ text: String) -> String { text.isEmpty ? cutOff : "\(text) \(cutOff)" }
}
