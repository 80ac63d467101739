/// Cuts a text into words, in one pass.
///
/// Numbers keep their points and colons (`3.14`, `7:30`) and lose their commas (`1,000`); signs of arithmetic are words of
/// their own; letters after digits too (`5km`, `7pm`, `25th`); `p.m.` is `pm`. Each character of a script that is written
/// without spaces is a word.
struct Tokenizer {
    /// Words that stand for several, such as `what's`.
    let contractions: [String: [String]]

    init(contractions: [String: [String]] = [:]) {
        self.contractions = contractions
    }

    /// The words of `text`; `nil` where there are more than `limit`.
    func words(of text: String, limit: Int = .max) -> [Word]? {
        var scan = WordScan(text)
        var words: [Word] = []
        while let word = scan.next() {
            if let parts = contractions[word.text] {
                for (place, part) in parts.enumerated() {
                    let gap = place == 0 ? word.gap : .space
                    words.append(Word(text: part, range: word.range, gap: gap, isQuoted: word.isQuoted))
                }
            } else {
                words.append(word)
            }
            guard words.count <= limit else { return nil }
        }
        return words
    }
}

/// The way through one text.
private struct WordScan {
    private let text: String
    private let scalars: String.UnicodeScalarView
    private var index: String.Index
    private var gap = Word.Gap.space
    private var isQuoted = false
    private var last = ""

    /// After these a full stop ends no sentence.
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "st", "feat", "ft", "vs", "no", "vol", "jr",
    ]

    init(_ text: String) {
        self.text = text
        scalars = text.unicodeScalars
        index = scalars.startIndex
    }

    mutating func next() -> Word? {
        gap = .space
        while index < scalars.endIndex {
            let scalar = scalars[index]
            switch CharacterKind(scalar) {
            case .letter: return word(upTo: endOfLetters())
            case .digit: return word(upTo: endOfNumber())
            case .single: return word(upTo: scalars.index(after: index))
            case .sign:
                if isSign(scalar) { return word(upTo: scalars.index(after: index)) }
                if scalar == "-", !isBetweenLetters { widen(.clause) }
            case .openingQuote: isQuoted = true
            case .closingQuote: isQuoted = false
            case .quote: isQuoted.toggle()
            case .clauseEnd: widen(.clause)
            case .sentenceEnd: if scalar != "." || !Self.abbreviations.contains(last) { widen(.sentence) }
            case .other: break
            }
            scalars.formIndex(after: &index)
        }
        return nil
    }

    private mutating func widen(_ found: Word.Gap) {
        if gap != .sentence { gap = found }
    }

    private mutating func word(upTo end: String.Index) -> Word {
        defer { index = end }
        let range = index..<end
        last = WordForm.of(text[range])
        return Word(text: last, range: range, gap: gap, isQuoted: isQuoted)
    }

    /// Letters, apostrophes between them, and points between single letters (`p.m.`).
    private func endOfLetters() -> String.Index {
        var end = index
        var run = 0
        while end < scalars.endIndex {
            let scalar = scalars[end]
            let next = scalars.index(after: end)
            let isLast = next == scalars.endIndex
            if CharacterKind(scalar) == .letter {
                run += 1
            } else if scalar == "'" || scalar == "\u{2019}" {
                guard !isLast, CharacterKind(scalars[next]) == .letter else { return end }
                run = 2
            } else if scalar == ".", run == 1, !isLast, CharacterKind(scalars[next]) == .letter {
                let after = scalars.index(after: next)
                guard after == scalars.endIndex || CharacterKind(scalars[after]) != .letter else { return end }
                run = 0
            } else {
                return end
            }
            end = next
        }
        return end
    }

    private func endOfNumber() -> String.Index {
        var end = index
        while end < scalars.endIndex {
            let scalar = scalars[end]
            let next = scalars.index(after: end)
            if CharacterKind(scalar) != .digit {
                guard scalar == "." || scalar == "," || scalar == ":", next < scalars.endIndex,
                    CharacterKind(scalars[next]) == .digit
                else { return end }
            }
            end = next
        }
        return end
    }

    /// A minus is one before a digit or between spaces; in other places it is a hyphen or a dash.
    private func isSign(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar == "-" else { return true }
        let next = scalars.index(after: index)
        guard next < scalars.endIndex else { return false }
        if CharacterKind(scalars[next]) == .digit { return true }
        return scalars[next] == " " && index > scalars.startIndex && isAfterNumber
    }

    private var isAfterNumber: Bool {
        let before = scalars[..<index].last { $0 != " " }
        return before.map { CharacterKind($0) == .digit } ?? false
    }

    private var isBetweenLetters: Bool {
        let next = scalars.index(after: index)
        guard index > scalars.startIndex, next < scalars.endIndex else { return false }
        return CharacterKind(scalars[scalars.index(before: index)]) == .letter
            && CharacterKind(scalars[next]) == .letter
    }
}
