internal import SpeechFrames

/// One turn from its question to its end.
struct TurnRecord: Sendable, Codable {
    enum Phase: Sendable, Equatable, Codable {
        /// Another turn holds the output or the session. Becomes `thinking`, or ends.
        case waiting
        /// The model was asked. Becomes `speaking` or `stopping`, or ends.
        case thinking
        /// Sound was heard. Becomes `stopping`, or ends.
        case speaking
        /// The stages were told to stop. Ends.
        case stopping(since: ContinuousClock.Instant, InterruptReason)
    }

    /// The longest text that is kept of an answer, in bytes of JSON; the rest is only passed on, and a streamer that is lost
    /// after that cannot go on with it. Twice the text and more fit into a frame.
    static let longestText = 3 << 17

    /// How many tokens may come before those that were missed, which were asked for.
    static let mostGaps = 256
    /// How many failures are remembered; further ones may be told twice.
    private static let mostFailures = 1_024

    let session: String
    let turn: Int
    /// What was asked, with what was said before; `nil` for a turn that was met at a stage after the supervisor's own
    /// restart.
    var ask: Ask?
    let accepted: ContinuousClock.Instant
    var phase: Phase
    /// Who is told of it, in the order in which they came.
    var followers: [ClientID] = []

    /// When the model was asked.
    var started: ContinuousClock.Instant
    /// When the turn last gave a sign of life.
    var lastSign: ContinuousClock.Instant
    var firstToken: Duration?
    var firstSound: Duration?
    /// From the model's being asked to the first phrase's leaving, once the text has ended.
    var firstPhrase: Duration?

    /// The visible text so far, up to ``longestText``, and whether that is all of it.
    private(set) var text = ""
    private(set) var isTextWhole = true
    private var textLength = 0
    /// How much of the visible text came, in Unicode scalars.
    private(set) var scalars = 0
    /// How many tokens came in a row that do not join the text, for some before them were missed.
    var gaps = 0
    /// How long the visible text is in Unicode scalars, once its `end` has said it.
    var textEnd: Int?
    /// Where the answer itself ends in the visible text, where an excuse of the streamer's follows.
    var answerEnd: Int?
    /// Whether all of the text has come, and whether nothing more will be heard.
    var textEnded = false
    var speechEnded = false
    /// The sequencer's last word.
    var finished: Finished?
    /// What ended the turn, or half of it, otherwise than well.
    var failure: Failed?
    var phrase: Int?
    /// The turn that is heard until this one's answer comes.
    var filler: Int?
    /// Whether it is such a turn: nobody has asked for it.
    var isFiller: Bool?
    /// Whether it has stopped others: it has no answer.
    var isStop: Bool?
    /// Why nothing of it is heard just now.
    var trouble: String?
    /// Where the phrase that is being heard starts in the visible text, and how much of it was heard, in Unicode scalars:
    /// about, for what is spoken may be shorter than what is seen.
    private var heardBefore = 0
    private var heardOfPhrase = 0
    /// Where its phrases stand in the visible text. Not written down: a later supervisor makes do without.
    private(set) var sources = PhraseSources()
    /// Sound that is there and not heard yet, as of the last progress.
    var buffered: Duration?
    /// The failures that were told: one and the same comes from every stage that it passes.
    private(set) var toldFailures: Set<String> = []
    /// How much of the text was written down, in UTF-8 bytes.
    private var writtenText = 0
    /// What stages have measured of it. Not written down: a later supervisor reports what it has seen itself.
    var measures = TurnMeasures()

    private enum CodingKeys: String, CodingKey {
        case session, turn, ask, accepted, phase, started, lastSign, firstToken, firstPhrase, firstSound
        case text, isTextWhole, textLength, scalars, textEnd, answerEnd, textEnded
        case speechEnded, finished, failure, phrase, filler, isFiller, isStop, buffered, heardBefore, heardOfPhrase
    }

    init(_ id: TurnID, ask: Ask?, phase: Phase, followers: [ClientID], at now: ContinuousClock.Instant) {
        session = id.session
        turn = id.turn
        self.ask = ask
        self.phase = phase
        self.followers = followers
        accepted = now
        started = now
        lastSign = now
    }

    var id: TurnID { TurnID(session: session, turn: turn) }

    /// Whether it is heard beside others, and not in a row with them.
    var isAnnouncement: Bool { ask?.isAnnouncement ?? false }

    var isRunning: Bool { phase == .thinking || phase == .speaking }

    var isStopping: Bool {
        if case .stopping = phase { true } else { false }
    }

    mutating func follow(_ client: ClientID) {
        if !followers.contains(client) { followers.append(client) }
    }

    /// The last of the visible text that was heard, at most `limit` scalars: about, until the sequencer tells it at the end.
    func heard(atMost limit: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(heardBefore + heardOfPhrase))).end(atMost: limit)
    }

    /// How much of the visible text was heard, in Unicode scalars.
    var heardEnd: Int { min(heardBefore + heardOfPhrase, scalars) }

    /// Notes where a phrase stands in the text.
    mutating func note(_ phrase: Phrase) { sources.note(phrase) }

    /// The visible text without an excuse at its end.
    var answer: String {
        answerEnd.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
    }

    /// Whether all of the answer was heard, and then a part of the excuse.
    var isHeardToExcuse: Bool { answerEnd.map { heardBefore + heardOfPhrase > $0 } ?? false }

    /// Notes how far it was heard.
    mutating func hear(_ progress: Progress) {
        if let phrase, progress.phrase > phrase {
            // A space stands between them.
            heardBefore += heardOfPhrase + 1
            heardOfPhrase = 0
        }
        phrase = progress.phrase
        trouble = progress.trouble
        sources.drop(before: progress.phrase)
        if let source = sources[progress.phrase] {
            heardBefore = source.start
            heardOfPhrase = progress.spoken.map { source.heard($0) } ?? heardOfPhrase
        } else {
            heardOfPhrase = progress.spoken ?? heardOfPhrase
        }
        buffered = .seconds(Double(progress.ahead) / Double(progress.rate))
    }

    /// Notes that a failure was told.
    mutating func noteTold(_ failure: String) {
        if toldFailures.count < Self.mostFailures { toldFailures.insert(failure) }
    }

    /// The text so far is written down.
    mutating func noteWritten() { writtenText = text.utf8.count }

    /// What came since, to be written down.
    mutating func takeUnwritten() -> String {
        defer { noteWritten() }
        return String(text.utf8.dropFirst(writtenText)) ?? ""
    }

    /// Whether the text is here as far as its `end` says that it goes; false where there was no `end`.
    var reachesTextEnd: Bool { textEnd.map { scalars >= $0 } ?? false }

    /// Gives up text that was missed and that nobody has any more.
    mutating func skip(to start: Int) {
        scalars = start
        isTextWhole = false
    }

    mutating func take(_ more: String) {
        scalars += more.unicodeScalars.count
        textLength += JSONLength.of(more)
        if textLength > Self.longestText { isTextWhole = false }
        if isTextWhole { text += more }
    }

    /// The question again, for a streamer that was restarted: it goes on after what has come already. Of an answer that
    /// is written to its end no model is asked any more: its last phrases may have been lost on their way, no text was.
    var renewedAsk: Ask? {
        guard var ask, isTextWhole else { return nil }
        ask.answered = text
        ask.unspoken = speechEnded ? true : nil
        if textEnded {
            ask.text = text
            ask.say = true
            ask.history = nil
            ask.system = nil
        }
        return ask
    }
}

extension Ask {
    /// Whether it is to be heard beside others, and not in a row with them.
    var isAnnouncement: Bool { manner != nil && manner != .after }
}
