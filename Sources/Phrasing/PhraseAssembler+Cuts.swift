// Where phrases are cut and sent.

extension PhraseAssembler {
    /// Cuts when the held text has grown to a limit.
    mutating func respectLimits() {
        while counter.tokens - sent.tokens > limits.maximumTokens, let cut = bestCut() {
            self.cut(at: cut)
        }
        if firstSpeakable == nil, held.endIndex - held.startIndex > limits.maximumWordLength {
            cut(at: here)
        }
        if unbroken > limits.maximumWordLength, held.last?.kind != .mark || unbroken > 2 * limits.maximumWordLength {
            cut(at: here)
            unbroken = 0
        }
    }

    /// Sends what is held before `cut`.
    mutating func cut(at cut: Cut) {
        let phrase = held.phrase(before: cut.index)
        held.drop(before: cut.index)
        sent = cut
        ending = ending.isUp(to: cut.index) ? .none : ending
        candidates.forget(upTo: cut.index)
        deferred = nil
        firstSpeakable = held.firstSpeakable(from: held.startIndex)
        if let word, word.lowerBound < held.startIndex {
            self.word = held.isEmpty ? nil : held.startIndex..<max(held.startIndex, word.upperBound)
        }
        if let previous = previousWord, previous.lowerBound < held.startIndex {
            previousWord = nil
        }
        if let phrase {
            send(phrase.text, from: phrase.source)
        }
    }

    mutating func send(_ text: String, from source: Range<Int>) {
        ready.append(SpokenPhrase(index: nextIndex, text: text, source: source))
        nextIndex += 1
    }

    /// Nothing was sent in this turn.
    var isFirst: Bool { nextIndex == 0 }
}
