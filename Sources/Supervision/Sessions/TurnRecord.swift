internal import SpeechFrames

/// One turn from its question to its end.
struct TurnRecord: Sendable {
    enum Phase: Sendable, Equatable {
        /// Another turn holds the output or the session. Becomes `thinking`, or ends.
        case waiting
        /// The model was asked. Becomes `speaking` or `stopping`, or ends.
        case thinking
        /// Sound was heard. Becomes `stopping`, or ends.
        case speaking
        /// The stages were told to stop. Ends.
        case stopping(since: ContinuousClock.Instant, InterruptReason)
    }

    /// The longest text that is kept of an answer, in UTF-8 bytes; the rest is only passed on, and a streamer that is
    /// lost after that cannot go on with it.
    static let longestText = 1 << 18

    let id: TurnID
    /// What was asked; `nil` for a turn that was met at a stage after the supervisor's own restart.
    let ask: Ask?
    let accepted: ContinuousClock.Instant
    var phase: Phase
    var followers: Set<ClientID>

    /// When the model was asked.
    var started: ContinuousClock.Instant
    /// When the turn last gave a sign of life.
    var lastSign: ContinuousClock.Instant
    var firstToken: Duration?
    var firstSound: Duration?

    /// The visible text so far, up to ``longestText``, and whether that is all of it.
    private(set) var text = ""
    private(set) var isTextWhole = true
    /// Whether all of the text has come, and whether nothing more will be heard.
    var textEnded = false
    var speechEnded = false
    /// The sequencer's last word.
    var finished: Finished?
    /// What ended the turn, or half of it, otherwise than well.
    var failure: Failed?
    var phrase: Int?
    /// The failures that were told: one and the same comes from every stage that it passes.
    var toldFailures: Set<String> = []

    init(_ id: TurnID, ask: Ask?, phase: Phase, followers: Set<ClientID>, at now: ContinuousClock.Instant) {
        self.id = id
        self.ask = ask
        self.phase = phase
        self.followers = followers
        accepted = now
        started = now
        lastSign = now
    }

    /// The output that it is played on, by name; two turns with one output are never played at once.
    var output: String { ask?.output ?? "" }

    var isRunning: Bool { phase == .thinking || phase == .speaking }

    var isStopping: Bool {
        if case .stopping = phase { true } else { false }
    }

    mutating func take(_ token: Token) {
        if text.utf8.count + token.text.utf8.count > Self.longestText { isTextWhole = false }
        if isTextWhole { text += token.text }
    }

    /// The question again, for a streamer that was restarted: it goes on after what has come already. Of an answer that
    /// is written to its end no model is asked any more: its last phrases may have been lost on their way, no text was.
    var renewedAsk: Ask? {
        guard var ask, isTextWhole else { return nil }
        ask.answered = text
        if textEnded {
            ask.text = text
            ask.say = true
        }
        return ask
    }
}
