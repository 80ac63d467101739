import Phrasing
import SpeechFrames

/// Turns one answer's text into frames, in order: tokens for the eye, phrases for the ear.
///
/// Text comes from the model and time from a timer, each in its own task; the gate keeps what one of them emits
/// together, also where emitting has to wait.
actor AnswerWriter {
    private let ask: Ask
    private let now: @Sendable () -> Int
    private let emit: @Sendable (Frame) async throws -> Void
    private let gate = SerialGate()
    private var thinking = ThinkingFilter()
    private var splitter: PhraseSplitter
    private var lead = LeadEstimate()
    private var phrases = 0

    /// The longest text of one `token` frame, in Unicode scalars: its JSON stays far below a frame's limit.
    private static let longestToken = 1 << 14

    init(
        _ ask: Ask,
        limits: PhraseSplitter.Limits,
        now: @escaping @Sendable () -> Int,
        emit: @escaping @Sendable (Frame) async throws -> Void
    ) {
        self.ask = ask
        self.now = now
        self.emit = emit
        splitter = PhraseSplitter(limits: limits)
    }

    /// How long the timer may sleep before ``expire()``; `nil` when nothing waits.
    var timeToDeadline: Duration? {
        splitter.deadline.map { $0 - .microseconds(now()) }
    }

    func begin() async throws {
        try await gate.pass {
            try await emit(
                .begin(
                    Begin(
                        session: ask.session,
                        turn: ask.turn,
                        output: ask.output,
                        voice: ask.voice,
                        language: ask.language,
                        rate: ask.rate,
                        asked: now()
                    )
                )
            )
        }
    }

    /// Takes what the model wrote.
    func take(_ text: String) async throws {
        try await gate.pass { try await show(thinking.pass(text)) }
    }

    /// Lets go of what has waited for its limit.
    func expire() async throws {
        try await gate.pass {
            let time = Duration.microseconds(now())
            guard let deadline = splitter.deadline, deadline <= time else { return }
            try await speak(splitter.expire(at: time, ahead: lead.ahead(at: time)))
        }
    }

    /// Lets go of everything, tells of the failure where there was one, and says how many phrases there were.
    func end(_ reason: End.Reason, _ failure: Failed? = nil) async throws {
        try await gate.pass {
            try await show(thinking.finish())
            try await speak(splitter.finish(at: .microseconds(now())))
            if let failure { try await emit(.failed(failure)) }
            try await emit(
                .end(End(session: ask.session, turn: ask.turn, phrases: phrases, reason: reason))
            )
        }
    }

    private func show(_ visible: String) async throws {
        var rest = visible.unicodeScalars[...]
        while !rest.isEmpty {
            let piece = String(rest.prefix(Self.longestToken))
            rest = rest.dropFirst(Self.longestToken)
            let time = now()
            try await emit(.token(Token(session: ask.session, turn: ask.turn, text: piece, at: time)))
            try await split(piece, at: .microseconds(time))
        }
    }

    /// Scalar by scalar, for each phrase that leaves adds to the lead that the next cut is judged by: an answer that
    /// comes at once is cut like one that comes in tokens.
    private func split(_ piece: String, at time: Duration) async throws {
        var ahead = lead.ahead(at: time)
        for scalar in piece.unicodeScalars {
            let ready = splitter.append(String(scalar), at: time, ahead: ahead)
            guard !ready.isEmpty else { continue }
            try await speak(ready)
            ahead = lead.ahead(at: time)
        }
    }

    private func speak(_ ready: [SpokenPhrase]) async throws {
        for phrase in ready {
            let time = now()
            phrases = phrase.index + 1
            lead.sent(phrase.text, at: .microseconds(time))
            try await emit(
                .phrase(
                    Phrase(
                        session: ask.session,
                        turn: ask.turn,
                        phrase: phrase.index,
                        text: phrase.text,
                        source: [phrase.source.lowerBound, phrase.source.count],
                        at: time
                    )
                )
            )
        }
    }
}
