import SpeechFrames

/// The samples of one phrase that are here and not yet taken, put in order by their offsets: every sample once.
struct PhraseBuffer {
    /// The rate of the phrase, in Hz; `nil` before its first piece.
    private(set) var rate: Int?

    /// Samples here from the phrase's start without a hole, taken or not.
    private(set) var received = 0

    /// Samples taken from the phrase's start.
    private(set) var taken = 0

    /// The phrase's whole length in samples, once it is known.
    private(set) var length: Int?

    /// Why the phrase does not get longer than it is.
    private(set) var failure: Failed?

    /// Samples held, those behind a hole too.
    private(set) var held = 0

    /// Where words start, in the order of their positions, without those that were taken.
    private var words: [SpokenWord] = []

    private var ready = FIFO<ArraySlice<Int16>>()
    /// What lies behind a hole, by offset.
    private var early: [(offset: Int, samples: ArraySlice<Int16>)] = []

    /// A phrase whose first `heard` samples were heard before, and so are neither needed nor given.
    init(heard: Int = 0) {
        received = heard
        taken = heard
    }

    /// Nothing comes any more that would be played.
    var isComplete: Bool { failure != nil || length.map { received >= $0 } ?? false }

    /// Whether there is something to take.
    var hasSamples: Bool { !ready.isEmpty }

    /// Puts a piece where it belongs; what is here already is left out.
    ///
    /// - Throws: ``PhraseError`` where the piece cannot be a part of this phrase.
    mutating func insert(_ audio: Audio) throws(PhraseError) {
        try check(audio)
        if failure != nil { return }
        rate = audio.rate
        add(audio.words)
        store(audio.samples[...], at: audio.offset)
        while let next = early.first, next.offset <= received {
            early.removeFirst()
            held -= next.samples.count
            store(next.samples, at: next.offset)
        }
    }

    /// The phrase is `samples` long; what goes beyond is dropped.
    mutating func complete(length samples: Int) {
        guard length == nil, failure == nil else { return }
        length = max(samples, taken)
        let excess = received - (length ?? received)
        if excess > 0 { trim(excess) }
        if isComplete { dropEarly() }
    }

    /// The phrase gets no longer than what is here without a hole.
    mutating func fail(_ failed: Failed) {
        guard failure == nil, !isComplete else { return }
        failure = failed
        dropEarly()
    }

    /// The next samples, at most `limit`, and the words that start in them.
    mutating func take(_ limit: Int) -> (samples: ArraySlice<Int16>, words: [SpokenWord])? {
        guard limit > 0, let piece = ready.first else { return nil }
        let part = piece.prefix(limit)
        if part.count == piece.count {
            _ = ready.popFirst()
        } else {
            ready.first = piece.dropFirst(part.count)
        }
        taken += part.count
        held -= part.count
        return (part, takeWords())
    }

    /// The words that start where no sample is: at the very end.
    mutating func takeRemainingWords() -> [SpokenWord] {
        defer { words = [] }
        return words
    }

    private func check(_ audio: Audio) throws(PhraseError) {
        guard Audio.sampleRates.contains(audio.rate) else {
            throw PhraseError(
                "a sample rate of \(audio.rate) Hz is outside \(Audio.sampleRates.lowerBound) to \(Audio.sampleRates.upperBound)"
            )
        }
        if let rate, rate != audio.rate {
            throw PhraseError("a piece of \(audio.rate) Hz in a phrase of \(rate) Hz: one phrase has one rate")
        }
        guard audio.offset >= 0, audio.offset <= Int.max - audio.samples.count else {
            throw PhraseError("the offset \(audio.offset) is not a place in a phrase")
        }
    }

    private mutating func store(_ samples: ArraySlice<Int16>, at offset: Int) {
        if offset > received {
            hold(samples, at: offset)
            return
        }
        var fresh = samples.dropFirst(received - offset)
        if let length { fresh = fresh.prefix(max(0, length - received)) }
        if fresh.isEmpty { return }
        received += fresh.count
        held += fresh.count
        ready.append(fresh)
    }

    private mutating func hold(_ samples: ArraySlice<Int16>, at offset: Int) {
        if samples.isEmpty || length.map({ offset >= $0 }) ?? false { return }
        let place = early.firstIndex { $0.offset >= offset } ?? early.endIndex
        if place < early.endIndex, early[place].offset == offset {
            if early[place].samples.count >= samples.count { return }
            held -= early[place].samples.count
            early[place].samples = samples
        } else {
            early.insert((offset, samples), at: place)
        }
        held += samples.count
    }

    private mutating func trim(_ excess: Int) {
        var kept = FIFO<ArraySlice<Int16>>()
        var left = received - taken - excess
        while let piece = ready.popFirst(), left > 0 {
            kept.append(piece.prefix(left))
            left -= min(left, piece.count)
        }
        ready = kept
        received -= excess
        held -= excess
    }

    private mutating func dropEarly() {
        held -= early.reduce(0) { $0 + $1.samples.count }
        early = []
    }

    /// A word is known by its position: a piece that is sent again names its words again.
    private mutating func add(_ more: [SpokenWord]) {
        for word in more
        where word.at >= taken && !words.contains(where: { $0.at == word.at && $0.start == word.start }) {
            let place = words.lastIndex { $0.at <= word.at }.map { $0 + 1 } ?? 0
            words.insert(word, at: place)
        }
    }

    private mutating func takeWords() -> [SpokenWord] {
        let count = words.prefix { $0.at < taken }.count
        defer { words.removeFirst(count) }
        return Array(words.prefix(count))
    }
}

/// Why a frame cannot be a part of its phrase. The frame is dropped; the phrase waits for a right one until its deadline.
package struct PhraseError: Error, Sendable, Equatable, CustomStringConvertible {
    package let message: String

    package var description: String { message }

    init(_ message: String) { self.message = message }
}
