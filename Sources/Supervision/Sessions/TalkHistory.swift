internal import SpeechFrames

/// What of a talk a model is told: its last turns, whole, as many as fit.
enum TalkHistory {
    /// The end of `history` that fits into all limits. A turn is a person's words and all that was said until the next ones.
    /// The last turn is told even where it alone has more tokens than the budget: the next question is about it. Of a turn that
    /// holds too much for that, such as a night of announcements, the end is told.
    static func fitting(_ history: [Utterance], _ limits: SessionLimits) -> [Utterance] {
        guard limits.historyTokens > 0 else { return [] }
        var kept = history[...]
        var left = Need(of: kept)
        while left.exceeds(limits), let next = kept.dropFirst().firstIndex(where: { $0.role == .user }) {
            left.remove(kept[..<next])
            kept = kept[next...]
        }
        while left.isTooMuch(limits), !kept.isEmpty {
            left.remove(kept.prefix(1))
            kept.removeFirst()
        }
        return Array(kept)
    }

    private struct Need {
        var utterances = 0
        var bytes = 0
        var tokens = 0

        init(of utterances: ArraySlice<Utterance>) {
            self.utterances = utterances.count
            bytes = utterances.reduce(0) { $0 + JSONLength.of($1) }
            tokens = utterances.reduce(0) { $0 + TokenEstimate.of($1) }
        }

        mutating func remove(_ utterances: ArraySlice<Utterance>) {
            let other = Need(of: utterances)
            self.utterances -= other.utterances
            bytes -= other.bytes
            tokens -= other.tokens
        }

        func exceeds(_ limits: SessionLimits) -> Bool {
            isTooMuch(limits) || tokens > limits.historyTokens
        }

        /// Whether it is more than a session keeps, or a frame can hold.
        func isTooMuch(_ limits: SessionLimits) -> Bool {
            utterances > limits.history || bytes > limits.historyBytes
        }
    }
}

/// About how many tokens a model makes of a text, without knowing the model: four ASCII characters are one, as in English
/// prose; any other scalar is one, as in Chinese. So accented letters count too much, and the estimate is on the safe side.
enum TokenEstimate {
    /// What a message takes beside its text: its role and the marks around it.
    private static let perMessage = 4

    static func of(_ text: String) -> Int {
        var ascii = 0
        var others = 0
        for scalar in text.unicodeScalars {
            if scalar.isASCII { ascii += 1 } else { others += 1 }
        }
        return (ascii + 3) / 4 + others
    }

    static func of(_ utterance: Utterance) -> Int { of(utterance.text) + perMessage }
}
