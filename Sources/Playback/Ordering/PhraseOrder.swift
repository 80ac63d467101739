package import SpeechFrames

/// Puts one turn's frames, which come in any order, into the order of speech: phrases 0, 1, 2 … whole, once each, then the end.
///
/// Pure: no clock and no sound. ``next(atMost:)`` says what comes next; `nil` means that a frame must come first.
package struct PhraseOrder {
    /// What comes next.
    package enum Step: Equatable {
        /// Samples of the phrase, from `offset` on, and the words that start in them.
        case sound(phrase: Int, offset: Int, rate: Int, samples: ArraySlice<Int16>, words: [SpokenWord])
        /// The phrase was taken whole; `samples` long.
        case ended(phrase: Int, samples: Int, words: [SpokenWord])
        /// The phrase gets no longer than the `samples` that were taken, perhaps none.
        case failed(phrase: Int, samples: Int, Failed)
        /// The turn was taken to its end. Comes once, last.
        case finished
    }

    /// The turn.
    package let turn: TurnID

    /// The phrase whose turn it is.
    package private(set) var current = 0

    /// How many phrases there are in all, once `end` has come.
    package private(set) var phrases: Int?

    /// Samples held in all.
    package private(set) var held = 0

    /// Whether ``Step/finished`` was given.
    package private(set) var isFinished = false

    private var buffers: [Int: PhraseBuffer] = [:]
    private var isInputEnded = false

    /// The order of a turn that is new, or was heard up to sample `sample` of phrase `phrase`: what comes of it from before
    /// is dropped.
    package init(turn: TurnID, phrase: Int = 0, sample: Int = 0) {
        self.turn = turn
        current = phrase
        if sample > 0 { buffers[phrase] = PhraseBuffer(heard: sample) }
    }

    /// Whether the phrase whose turn it is must exist, for it, a later one or the end was named, and cannot go on.
    package var isStalled: Bool {
        guard !isFinished, !hasNext else { return false }
        return !buffers.isEmpty || phrases.map { current < $0 } ?? false
    }

    /// Whether ``next(atMost:)`` would give something.
    package var hasNext: Bool {
        if isFinished { return false }
        if let phrases, current >= phrases { return true }
        return isInputEnded || buffers[current].map { $0.hasSamples || $0.isComplete } ?? false
    }

    /// Whether what comes next is sound.
    var hasSound: Bool { !isFinished && buffers[current]?.hasSamples ?? false }

    /// How far the turn is held: the first phrase that is not whole, and what is here of it without a hole.
    package var holding: (phrase: Int, sample: Int) {
        var phrase = current
        while let buffer = buffers[phrase], buffer.isComplete { phrase += 1 }
        return (phrase, buffers[phrase]?.received ?? 0)
    }

    /// Samples of the current phrase that are here without a hole: grows when the phrase goes on.
    var receivedOfCurrent: Int { buffers[current]?.received ?? 0 }

    /// The current phrase's whole length in samples; what is here of it where that is not known.
    var lengthOfCurrent: Int? { buffers[current].map { $0.length ?? $0.received } }

    /// The rate of what comes next, in Hz.
    var rateOfCurrent: Int? { buffers[current]?.rate }

    /// Phrase `phrase` exists.
    package mutating func announce(_ phrase: Int) {
        guard isWanted(phrase) else { return }
        if buffers[phrase] == nil { buffers[phrase] = PhraseBuffer() }
    }

    /// A piece of a phrase's sound. What was had before, and what belongs to a phrase that is over, is dropped.
    ///
    /// - Throws: ``PhraseError`` where the piece cannot be a part of its phrase; nothing has changed then.
    package mutating func insert(_ audio: Audio) throws(PhraseError) {
        guard audio.phrase >= 0 else { throw PhraseError("there is no phrase \(audio.phrase): the first is 0") }
        guard isWanted(audio.phrase) else { return }
        var buffer = buffers.removeValue(forKey: audio.phrase) ?? PhraseBuffer()
        let before = buffer.held
        defer {
            held += buffer.held - before
            buffers[audio.phrase] = buffer
        }
        try buffer.insert(audio)
    }

    /// A phrase's whole length.
    package mutating func complete(_ synthesized: Synthesized) {
        change(synthesized.phrase) { $0.complete(length: synthesized.samples) }
    }

    /// A phrase failed: what was had of it is played, then the next.
    package mutating func fail(phrase: Int, _ failed: Failed) {
        change(phrase) { $0.fail(failed) }
    }

    /// The turn has `count` phrases.
    package mutating func end(phrases count: Int) {
        guard phrases == nil else { return }
        let count = max(count, current)
        phrases = count
        for (phrase, buffer) in buffers where phrase >= count {
            held -= buffer.held
            buffers[phrase] = nil
        }
    }

    /// Nothing comes any more: what is not here is skipped.
    package mutating func endInput() {
        if phrases == nil { end(phrases: (buffers.keys.max() ?? current - 1) + 1) }
        isInputEnded = true
    }

    /// What comes next: at most `limit` samples at a time.
    package mutating func next(atMost limit: Int) -> Step? {
        if isFinished { return nil }
        if let phrases, current >= phrases {
            isFinished = true
            return .finished
        }
        let (phrase, offset) = (current, buffers[current]?.taken ?? 0)
        if let rate = buffers[phrase]?.rate, let (samples, words) = buffers[phrase]?.take(limit) {
            held -= samples.count
            return .sound(phrase: phrase, offset: offset, rate: rate, samples: samples, words: words)
        }
        guard var buffer = buffers[phrase], buffer.isComplete else { return isInputEnded ? giveUp() : nil }
        buffers[phrase] = nil
        current += 1
        if let failure = buffer.failure { return .failed(phrase: phrase, samples: buffer.taken, failure) }
        return .ended(phrase: phrase, samples: buffer.taken, words: buffer.takeRemainingWords())
    }

    /// The input has ended before the current phrase was whole.
    private mutating func giveUp() -> Step {
        let (phrase, taken) = (current, buffers[current]?.taken ?? 0)
        let message = "the input ended before phrase \(phrase) was whole"
        let failed = Failed(turn, phrase: phrase, code: "incomplete", message: message)
        let rest = buffers.removeValue(forKey: phrase)
        held -= rest?.held ?? 0
        // Where nothing is left at all, one failure stands for the rest: `end` may have named any number.
        current = rest == nil && buffers.isEmpty ? phrases ?? phrase + 1 : phrase + 1
        return .failed(phrase: phrase, samples: taken, failed)
    }

    private func isWanted(_ phrase: Int) -> Bool {
        phrase >= current && !isFinished && !isInputEnded && phrases.map { phrase < $0 } ?? true
    }

    private mutating func change(_ phrase: Int, _ body: (inout PhraseBuffer) -> Void) {
        guard phrase >= current, !isFinished, phrases.map({ phrase < $0 }) ?? true else { return }
        var buffer = buffers.removeValue(forKey: phrase) ?? PhraseBuffer()
        held -= buffer.held
        body(&buffer)
        held += buffer.held
        buffers[phrase] = buffer
    }
}
