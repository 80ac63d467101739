package import SpeechFrames

/// Captions for a file or a pipe: each word as it is heard, a line a phrase.
package struct CaptionLines: Sendable {
    private var phrases: [PhraseID: Phrase] = [:]
    private var isInLine = false

    package init() {}

    /// Takes a phrase before it is heard.
    package mutating func add(_ phrase: Phrase) {
        phrases[phrase.phraseID] = phrase
    }

    /// What to write when a word starts to be heard.
    package mutating func hear(_ word: SpokenWord, of phrase: PhraseID) -> String {
        guard let text = phrases[phrase]?.text else { return "" }
        let spoken = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(word.start).prefix(word.length)))
        defer { isInLine = true }
        return (isInLine ? " " : "") + spoken
    }

    /// What to write when a phrase was heard to its end: where no word's place was known, its whole text.
    package mutating func hear(_ phrase: PhraseID) -> String {
        guard let text = phrases.removeValue(forKey: phrase)?.text else { return "" }
        defer { isInLine = false }
        return isInLine ? "\n" : text + "\n"
    }
}
