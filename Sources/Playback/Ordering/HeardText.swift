import SpeechFrames

/// What a turn says, so that it can be told which words were heard.
struct HeardText {
    private struct Line {
        var text = ""
        var words: [SpokenWord] = []
        var length: Int?
    }

    private var lines: [Int: Line] = [:]
    private var whole: [String]
    /// Phrases before it are closed; what comes for them again is old.
    private var firstOpen: Int
    /// How much of the first open phrase was heard before the turn came here, in Unicode scalars.
    private let before: (phrase: Int, spoken: Int)
    /// The first phrase whose text has not come of those that were heard before the turn came here.
    private var nextEarlier = 0

    /// Of a turn that is new, or goes on where it was heard.
    init(_ begin: Begin) {
        before = (begin.phrase ?? 0, begin.spoken ?? 0)
        firstOpen = before.phrase
        whole = begin.heard.flatMap { $0.isEmpty ? nil : [$0] } ?? []
    }

    /// A phrase's text. That of one that was heard before comes where whoever sends it does not know so: then it is not among the
    /// words that `begin` has told.
    mutating func announce(_ phrase: Phrase) {
        if phrase.phrase < before.phrase, phrase.phrase >= nextEarlier {
            nextEarlier = phrase.phrase + 1
            whole.append(phrase.text)
        }
        if phrase.phrase >= firstOpen { lines[phrase.phrase, default: Line()].text = phrase.text }
    }

    /// Where words of a phrase start.
    mutating func place(_ words: [SpokenWord], in phrase: Int) {
        if words.isEmpty || phrase < firstOpen { return }
        lines[phrase, default: Line()].words += words
    }

    /// A phrase's whole length in samples.
    mutating func measure(_ phrase: Int, length: Int) { lines[phrase]?.length = length }

    /// The part of the phrase's text that the word stands for; empty where the text is not known or shorter.
    func text(of word: SpokenWord, in phrase: Int) -> String {
        Self.cut(lines[phrase]?.text ?? "", from: word.start, length: word.length)
    }

    /// The phrase was heard to its end.
    mutating func close(_ phrase: Int) {
        firstOpen = phrase + 1
        guard let line = lines.removeValue(forKey: phrase), !line.text.isEmpty else { return }
        whole.append(line.text)
    }

    /// The phrase failed after `sample` samples of it were heard.
    mutating func cutOff(_ phrase: Int, at sample: Int) {
        let part = heard(of: phrase, sample: sample, length: nil)
        lines[phrase] = nil
        firstOpen = phrase + 1
        if !part.isEmpty { whole.append(part) }
    }

    /// The words that were heard: phrases that are closed, and `phrase` up to `sample`; `length` serves where it was not measured.
    ///
    /// A word counts from where it starts. Without words' positions a part of the text as large as the part of the sound counts,
    /// down to the last whole word.
    func heard(through phrase: Int, sample: Int, length: Int?) -> String {
        let part = heard(of: phrase, sample: sample, length: length)
        return (part.isEmpty ? whole : whole + [part]).joined(separator: " ")
    }

    /// The length of the phrase's text in Unicode scalars; `nil` where it is not known.
    func length(of phrase: Int) -> Int? {
        lines[phrase].flatMap { $0.text.isEmpty ? nil : $0.text.unicodeScalars.count }
    }

    /// How much of the phrase's text was heard at `sample`, in Unicode scalars; `nil` where the text is not known.
    func spoken(of phrase: Int, sample: Int, length: Int?) -> Int? {
        guard let line = lines[phrase], !line.text.isEmpty else { return nil }
        return reach(of: line, in: phrase, sample: sample, length: length)
    }

    private func heard(of phrase: Int, sample: Int, length: Int?) -> String {
        guard let line = lines[phrase] else { return "" }
        return Self.cut(line.text, from: 0, length: reach(of: line, in: phrase, sample: sample, length: length))
    }

    private func reach(of line: Line, in phrase: Int, sample: Int, length: Int?) -> Int {
        let least = phrase == before.phrase ? before.spoken : 0
        guard sample > 0 else { return least }
        if !line.words.isEmpty {
            return line.words.filter { $0.at < sample }.map { $0.start + $0.length }.reduce(least, max)
        }
        guard let length = line.length ?? length, length > 0 else { return least }
        return max(least, Self.share(of: line.text, sample, of: length))
    }

    /// As large a part of the text as `sample` is of `length`, down to the last whole word, in Unicode scalars.
    private static func share(of text: String, _ sample: Int, of length: Int) -> Int {
        let scalars = text.unicodeScalars
        let count = min(scalars.count, scalars.count * sample / length)
        let end = scalars.index(scalars.startIndex, offsetBy: count)
        if end == scalars.endIndex || scalars[end].properties.isWhitespace { return count }
        guard let space = scalars[..<end].lastIndex(where: \.properties.isWhitespace) else {
            // A script without spaces is cut where the sound was; a first word that was not heard whole is none.
            return scalars.contains(where: \.properties.isWhitespace) ? 0 : count
        }
        return scalars.distance(from: scalars.startIndex, to: space)
    }

    private static func cut(_ text: String, from start: Int, length: Int) -> String {
        let scalars = text.unicodeScalars
        guard start >= 0, length > 0, start < scalars.count else { return "" }
        return String(String.UnicodeScalarView(scalars.dropFirst(start).prefix(length)))
    }
}
