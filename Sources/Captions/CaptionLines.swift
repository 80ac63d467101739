package import SpeechFrames

/// Captions for a file or a pipe: each word as it is heard, a line a phrase.
package struct CaptionLines: Sendable {
    private struct Line {
        var text: [Unicode.Scalar]
        var written = 0
    }

    private var lines: [PhraseID: Line] = [:]

    package init() {}

    /// Takes a phrase before it is heard.
    package mutating func add(_ phrase: Phrase) {
        lines[phrase.phraseID] = Line(text: Array(phrase.text.unicodeScalars))
    }

    /// What to write when a word starts to be heard: what stands before it too, for an engine may speak short words
    /// together and place only one of them.
    package mutating func hear(_ word: SpokenWord, of phrase: PhraseID) -> String {
        guard let line = lines[phrase] else { return "" }
        var end = min(word.start + word.length, line.text.count)
        while end < line.text.count, !line.text[end].properties.isWhitespace { end += 1 }
        return write(to: end, of: phrase)
    }

    /// What to write when a phrase was heard to its end.
    package mutating func hear(_ phrase: PhraseID) -> String {
        guard let line = lines[phrase] else { return "" }
        defer { lines[phrase] = nil }
        return write(to: line.text.count, of: phrase) + "\n"
    }

    private mutating func write(to end: Int, of phrase: PhraseID) -> String {
        guard let line = lines[phrase], end > line.written else { return "" }
        lines[phrase]?.written = end
        return String(String.UnicodeScalarView(line.text[line.written..<end]))
    }
}
