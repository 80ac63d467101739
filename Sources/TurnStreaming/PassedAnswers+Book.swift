import SpeechFrames

extension PassedAnswers {
    /// What is remembered, as lines of frames: `token` and `phrase` as they were passed on, and `finished` for a turn that is over.
    struct Book {
        /// How much is remembered, in bytes of lines; then the oldest answer is forgotten.
        static let limit = 1 << 22

        private struct Answer {
            var tokens: [Token] = []
            var textLength = 0
            var phrases: [Phrase] = []
            /// Its length as lines.
            var bytes = 0
        }

        private var answers: [TurnID: Answer] = [:]
        /// The turns, oldest first.
        private var order: [TurnID] = []
        private var bytes = 0
        /// What has changed since it was written, as lines.
        private var changes: [UInt8] = []

        init() {}

        /// Whether no answer is under way.
        var isEmpty: Bool { answers.isEmpty }

        /// The texts of all answers.
        var tokens: [Token] { order.flatMap { answers[$0]?.tokens ?? [] } }

        /// How much of the turn's text is remembered, in Unicode scalars.
        func textLength(of turn: TurnID) -> Int { answers[turn]?.textLength ?? 0 }

        /// The turn's phrases, in their order.
        func phrases(of turn: TurnID) -> [Phrase] { answers[turn]?.phrases ?? [] }

        /// Remembers more of a turn's text; what does not join what is there is left out.
        mutating func note(_ token: Token) {
            guard let text = token.text(after: textLength(of: token.turnID)), !text.isEmpty else { return }
            var token = token
            (token.text, token.start) = (text, textLength(of: token.turnID))
            add(.token(token), of: token.turnID) { answer in
                answer.tokens.append(token)
                answer.textLength += text.unicodeScalars.count
            }
        }

        /// Remembers a phrase. Those from its number on are no more: they were lost, and are cut anew.
        mutating func note(_ phrase: Phrase) {
            add(.phrase(phrase), of: phrase.turnID) { answer in
                answer.phrases.removeAll { $0.phrase >= phrase.phrase }
                answer.phrases.append(phrase)
            }
        }

        /// The turns are over that are meant.
        mutating func end(_ isMeant: (TurnID) -> Bool) {
            for turn in order where isMeant(turn) {
                changes += Self.line(.finished(Finished(session: turn.session, turn: turn.turn)))
                remove(turn)
            }
        }

        /// What has changed since the last call, as lines.
        mutating func takeChanges() -> [UInt8] {
            defer { changes = [] }
            return changes
        }

        private mutating func add(_ frame: Frame, of turn: TurnID, _ body: (inout Answer) -> Void) {
            let line = Self.line(frame)
            changes += line
            if answers[turn] == nil { order.append(turn) }
            body(&answers[turn, default: Answer()])
            answers[turn]?.bytes += line.count
            bytes += line.count
            while bytes > Self.limit, let first = order.first { remove(first) }
        }

        private mutating func remove(_ turn: TurnID) {
            bytes -= answers.removeValue(forKey: turn)?.bytes ?? 0
            order.removeAll { $0 == turn }
        }
    }
}

// MARK: - Lines

extension PassedAnswers.Book {
    /// All of it.
    var lines: [UInt8] {
        order.flatMap { turn in
            let answer = answers[turn] ?? Answer()
            return answer.tokens.flatMap { Self.line(.token($0)) } + answer.phrases.flatMap { Self.line(.phrase($0)) }
        }
    }

    /// Reads lines; those that are none are left out.
    init(_ lines: [ArraySlice<UInt8>]) {
        for line in lines {
            switch try? RawFrame(body: Array(line)).decode() {
            case .token(let token): note(token)
            case .phrase(let phrase): note(phrase)
            case .finished(let finished): end { $0 == finished.turnID }
            default: break
            }
        }
        changes = []
    }

    private static func line(_ frame: Frame) -> [UInt8] {
        // What was passed on can be encoded.
        guard let frame = try? RawFrame(frame) else { return [] }
        return frame.body + [UInt8(ascii: "\n")]
    }
}
