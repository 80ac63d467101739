private import FrameTransport
import LanguageModels
import Phrasing
import SpeechFrames

/// Turns one answer's text into frames, in order: tokens for the eye, phrases for the ear.
///
/// Text comes from the model and time from a timer, each in its own task; the gate keeps what one of them emits
/// together, also where emitting has to wait.
actor AnswerWriter {
    private let ask: Ask
    /// How loud it is, in percent of how it comes; `nil`: all of it.
    private let volume: Int?
    /// Whether its sound may be kept; `nil`: as the next stage is set.
    private let cache: Bool?
    private let now: @Sendable () -> Int
    private let emit: @Sendable (Frame) async throws -> Void
    private let gate = SerialGate()
    private var splitter: PhraseSplitter
    private var lead = LeadEstimate()
    private let reportedLead: @Sendable (Duration) -> Duration?
    /// Where it starts; `nil` as long as it is not known what is down the line. Then text is shown, and nothing is said: what was
    /// cut otherwise before could be lost or said twice.
    private var start: AnswerStart?
    private let started = WaitList()
    /// The visible text that waits for the start to be known: all of it so far.
    private var unspoken = ""
    /// Whether it is spoken while it comes; else what is to be spoken waits for the answer's end.
    private var isStreaming: Bool
    private var waiting = ""
    /// Scalars of the visible text that came as tokens, before this.
    private let shown: Int
    /// Scalars of the visible text that came, those from before the start too.
    private var visible = 0
    private var phrases: Int
    /// When the question was taken up, and when the first phrase of its answer left; of one that goes on only a part is known.
    private let taken: Int
    private var firstPhrase: Int?
    private var command: Command?
    /// How the answer came about: in how many pieces, and from whom else than who was asked.
    private var pieces = 0
    private var fallbacks = 0
    private var isCached = false

    /// The longest text of one `token` frame, in Unicode scalars: its JSON stays far below a frame's limit.
    private static let longestToken = 1 << 14

    /// The longest text that waits for the answer's end, in bytes: from there on it is spoken while it comes.
    private static let longestWaiting = 1 << 18

    init(
        _ ask: Ask,
        limits: PhraseSplitter.Limits,
        volume: Int? = nil,
        cache: Bool? = nil,
        start: AnswerStart? = AnswerStart(),
        isStreaming: Bool = true,
        reportedLead: @escaping @Sendable (Duration) -> Duration? = { _ in nil },
        now: @escaping @Sendable () -> Int,
        emit: @escaping @Sendable (Frame) async throws -> Void
    ) {
        self.ask = ask
        self.volume = volume
        self.cache = cache
        self.start = start
        self.isStreaming = isStreaming
        self.reportedLead = reportedLead
        phrases = start?.phrase ?? 0
        shown = ask.answered?.unicodeScalars.count ?? 0
        self.now = now
        taken = now()
        self.emit = emit
        splitter = PhraseSplitter(limits: limits)
    }

    /// Whether nothing of the answer came.
    var isSilent: Bool { visible == 0 }

    /// How long the timer may sleep before ``expire()``; `nil` when nothing waits.
    var timeToDeadline: Duration? {
        splitter.deadline.map { $0 - .microseconds(now()) }
    }

    func begin() async throws {
        guard start?.isSpoken == true else { return }
        try await gate.pass { try await emit(.begin(beginning)) }
    }

    /// Begins where it is known at last, and says what has come meanwhile.
    func begin(from start: AnswerStart) async throws {
        try await gate.pass {
            if start.isSpoken { try await emit(.begin(beginning)) }
            self.start = start
            phrases = start.phrase
            let text = String(unspoken.unicodeScalars.dropFirst(start.text))
            unspoken = ""
            try await say(text, at: .microseconds(now()))
        }
        started.wake()
    }

    private var beginning: Begin {
        Begin(
            session: ask.session,
            turn: ask.turn,
            output: ask.output,
            manner: ask.manner,
            voice: ask.voice,
            language: ask.language,
            rate: ask.rate,
            volume: volume,
            cache: cache,
            asked: now()
        )
    }

    /// Takes what the turn's visible text was before it was lost.
    func takeAnswered(_ text: String) async throws {
        try await gate.pass { try await show(text) }
    }

    /// Takes what the model wrote: nothing but what is to be shown.
    func take(_ text: String) async throws {
        try await gate.pass { try await show(text) }
    }

    /// The same, of a model's answer, or of what is to be said as it stands.
    func takePiece(_ text: String) async throws {
        if ask.say != true { pieces += 1 }
        try await take(text)
    }

    /// Somebody else answers than who was asked.
    func note(_ source: AnswerSource) {
        switch source {
        case .cache: isCached = true
        case .fallback: fallbacks += 1
        }
    }

    /// What comes next may be long in coming: lets go of all but a word that may still be written.
    func release() async throws {
        try await gate.pass { try await speak(splitter.release(at: .microseconds(now()))) }
    }

    /// Remembers what the person wants done, to be told at the end; the last one counts.
    func note(_ command: Command) {
        self.command = command
    }

    /// Lets go of what has waited for its limit.
    func expire() async throws {
        try await gate.pass {
            let time = Duration.microseconds(now())
            guard let deadline = splitter.deadline, deadline <= time else { return }
            try await speak(splitter.expire(at: time, ahead: ahead(at: time)))
        }
    }

    /// Lets go of everything, when it is known where it starts; tells of the failure where there was one, and says how many
    /// phrases there were. With an `apology`, the failure is also said in a sentence at the end.
    func end(
        _ reason: End.Reason,
        _ failure: Failed? = nil,
        apology: Apology? = nil,
        isBusy: Bool = false
    ) async throws {
        try await started.wait { start != nil }
        try await gate.pass {
            var answerEnd: Int?
            if let apology, start?.isSpoken == true {
                answerEnd = visible
                let about: Apology.Reason = visible > 0 ? .unfinished : isBusy ? .busy : .unanswered
                let apology = apology.text(language: ask.language, about)
                // A paragraph of its own: it ends no sentence that the model has begun.
                try await show(visible > 0 ? "\n\n\(apology)" : apology)
            }
            try await sayWaiting(at: .microseconds(now()))
            try await speak(splitter.finish(at: .microseconds(now())))
            if let command, failure == nil { try await emit(.command(command)) }
            if let failure { try await emit(.failed(failure)) }
            try await emit(
                .end(
                    End(
                        session: ask.session,
                        turn: ask.turn,
                        phrases: phrases,
                        reason: reason,
                        textEnd: visible,
                        answerEnd: answerEnd,
                        firstPhraseMilliseconds: shown == 0 ? firstPhrase.map { Double($0 - taken) / 1_000 } : nil,
                        tokens: pieces > 0 ? pieces : nil,
                        fallbacks: fallbacks > 0 ? fallbacks : nil,
                        cached: isCached ? true : nil
                    )
                )
            )
        }
    }

    private func show(_ text: String) async throws {
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Self.longestToken)
            rest = rest.dropFirst(Self.longestToken)
            let fresh = String(piece.dropFirst(max(0, shown - visible)))
            let place = max(shown, visible)
            let before = visible
            visible += piece.count
            let time = now()
            if !fresh.isEmpty {
                let token = Token(session: ask.session, turn: ask.turn, text: fresh, at: time, start: place)
                try await emit(.token(token))
            }
            if let start {
                try await say(String(piece.dropFirst(max(0, start.text - before))), at: .microseconds(time))
            } else {
                unspoken.unicodeScalars += piece
            }
        }
    }

    private func say(_ text: String, at time: Duration) async throws {
        waiting += text
        if waiting.utf8.count > Self.longestWaiting { isStreaming = true }
        if isStreaming { try await sayWaiting(at: time) }
    }

    private func sayWaiting(at time: Duration) async throws {
        let text = waiting
        waiting = ""
        try await split(text, at: time)
    }

    /// Scalar by scalar, for each phrase that leaves adds to the lead that the next cut is judged by: an answer that
    /// comes at once is cut like one that comes in tokens.
    private func split(_ text: String, at time: Duration) async throws {
        var lead = ahead(at: time)
        for scalar in text.unicodeScalars {
            let ready = splitter.append(String(scalar), at: time, ahead: lead)
            guard !ready.isEmpty else { continue }
            try await speak(ready)
            lead = ahead(at: time)
        }
    }

    /// What the sequencer says lies ahead of the ear; where it says nothing, an estimate.
    private func ahead(at time: Duration) -> Duration? {
        reportedLead(time) ?? lead.ahead(at: time)
    }

    private func speak(_ ready: [SpokenPhrase]) async throws {
        guard let start else { return }
        for phrase in ready {
            let time = now()
            let index = start.phrase + phrase.index
            phrases = index + 1
            firstPhrase = firstPhrase ?? time
            lead.sent(phrase.text, at: .microseconds(time))
            try await emit(
                .phrase(
                    Phrase(
                        session: ask.session,
                        turn: ask.turn,
                        phrase: index,
                        text: phrase.text,
                        source: [start.text + phrase.source.lowerBound, phrase.source.count],
                        at: time
                    )
                )
            )
        }
    }
}
