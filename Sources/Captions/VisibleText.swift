package import SpeechFrames

/// One turn's text for the eye, and where in it the voice is.
///
/// A word's place comes in its phrase's text, which is for the ear: markdown is gone and code is only named. So a word is
/// looked for in the piece of the visible text that the phrase came from, each one behind the one before.
package struct VisibleText: Sendable {
    /// The text, without anything that a terminal would obey.
    package private(set) var scalars: [Unicode.Scalar] = []

    /// How much of the text was heard, in scalars.
    package private(set) var heard = 0

    /// The word that is being spoken.
    package private(set) var current: Range<Int>?

    /// The last phrase that was taken and not yet heard to its end.
    package var lastPhrase: Int? { phrases.keys.max() }

    private var phrases: [Int: Phrase] = [:]

    package init() {}

    /// Takes the next piece of the text.
    ///
    /// A scalar that a terminal would obey becomes a space, so that places stay what they are: the text was written by a
    /// model, and an escape sequence in it is not for this terminal.
    package mutating func append(_ text: String) {
        scalars.append(contentsOf: text.unicodeScalars.map { Self.isControl($0) ? " " : $0 })
    }

    /// Takes a phrase, so that its words can be placed.
    package mutating func add(_ phrase: Phrase) {
        phrases[phrase.phrase] = phrase
    }

    /// Marks a word that starts to be heard.
    package mutating func hear(_ word: SpokenWord, of phrase: Int) {
        guard let phrase = phrases[phrase], let source = range(of: phrase) else { return }
        let text = Array(phrase.text.unicodeScalars)
        let spoken = text[clamped(word.start..<word.start + word.length, to: text.count)]
        let from = max(source.lowerBound, heard)
        guard from < source.upperBound, let place = firstPlace(of: spoken, in: from..<source.upperBound) else { return }
        current = place
        heard = place.upperBound
    }

    /// Marks a whole phrase as heard.
    package mutating func hear(phrase number: Int) {
        guard let phrase = phrases.removeValue(forKey: number), let source = range(of: phrase) else { return }
        heard = max(heard, source.upperBound)
        current = nil
    }

    private func range(of phrase: Phrase) -> Range<Int>? {
        guard let source = phrase.source, source.count == 2 else { return nil }
        return clamped(source[0]..<source[0] + source[1], to: scalars.count)
    }

    private func firstPlace(of word: ArraySlice<Unicode.Scalar>, in range: Range<Int>) -> Range<Int>? {
        guard !word.isEmpty, range.count >= word.count else { return nil }
        for start in range.lowerBound...(range.upperBound - word.count)
        where scalars[start..<start + word.count].elementsEqual(word) {
            return start..<start + word.count
        }
        return nil
    }

    private func clamped(_ range: Range<Int>, to count: Int) -> Range<Int> {
        min(range.lowerBound, count)..<min(range.upperBound, count)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
    }
}
