internal import SpeechFrames

/// Where the phrases of a turn stand in its visible text, from the one that is heard on; at most ``limit``, the first of them.
struct PhraseSources: Sendable {
    struct Source: Sendable {
        /// In Unicode scalars of the visible text.
        var start: Int
        var length: Int
        /// How many Unicode scalars the ear's text has.
        var spokenLength: Int

        /// How much of the visible text was heard, of which so much of the ear's text was: they may differ, for what is
        /// markdown to the eye is left out.
        func heard(_ spoken: Int) -> Int {
            spokenLength == length || spokenLength == 0
                ? min(spoken, length) : min(length, (spoken * length + spokenLength / 2) / spokenLength)
        }
    }

    static let limit = 2_048

    private(set) var sources: [Int: Source] = [:]

    subscript(phrase: Int) -> Source? { sources[phrase] }

    mutating func note(_ phrase: Phrase) {
        guard let source = phrase.source, source.count == 2, sources.count < Self.limit else { return }
        let length = phrase.text.unicodeScalars.count
        sources[phrase.phrase] = Source(start: source[0], length: source[1], spokenLength: length)
    }

    /// Forgets the phrases before the one that is heard.
    mutating func drop(before phrase: Int) {
        if sources.keys.contains(where: { $0 < phrase }) { sources = sources.filter { $0.key >= phrase } }
    }

    /// Those that are left, in order.
    var pictures: [TurnPicture.Phrase] {
        sources.sorted { $0.key < $1.key }
            .map { TurnPicture.Phrase(phrase: $0.key, start: $0.value.start, length: $0.value.length) }
    }
}
