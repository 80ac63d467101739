/// Joins what goes on with an answer to what came of it before, so that nothing is said twice. Pure.
///
/// Who is asked to go on often begins with words that are there already: the last few, the last sentence, or all of the
/// answer. As long as what comes matches words of the answer it is held back; what has matched up to the answer's end is
/// dropped, all else is passed on. Words are compared without regard to case and to what stands between them.
///
/// | the answer so far | what comes | what is passed on |
/// |---|---|---|
/// | `It was a dark and` | ` stormy night.` | ` stormy night.` |
/// | `It was a dark and` | `dark and stormy night.` | ` stormy night.` |
/// | `It was a dark and` | `It was a dark and stormy night.` | ` stormy night.` |
/// | `The sky is bl` | `The sky is blue.` | `ue.` |
/// | `It was a dark and` | `It was a dark but calm night.` | ` but calm night.` |
/// | `It was a` | ` and b` | ` and b` |
package struct RepeatFilter: Sendable {
    /// How many of the answer's first words have to come again, and then others, before it is taken for a new beginning.
    private static let leastRestart = 4
    /// The shortest beginning of a word, in scalars, that is completed by a longer word where nothing else matches.
    private static let leastWordStart = 3
    /// How many of the answer's words are compared. More are not repeated word by word.
    private static let mostWords = 4_000

    private struct Word: Sendable {
        var text: String
        /// Where it ends in what is held.
        var end: Int = 0
    }

    /// A place in the answer from which on the new words are the same.
    private struct Match: Sendable {
        var start: Int
        var length: Int
    }

    private let words: [Word]
    /// How many words of the answer stand before those.
    private let skipped: Int
    /// What stands in the answer after its last word.
    private let tail: String.UnicodeScalarView
    private let joinsWords: Bool

    private var isOver = false
    private var held = String.UnicodeScalarView()
    private var seen: [Word] = []
    private var current = String.UnicodeScalarView()
    private var matches: [Match] = []
    /// How many new words match the answer up to its end.
    private var complete = 0

    /// A filter of what comes after `answer`. With `joinsWords`, it goes on inside of a word that was cut, as a model does
    /// that writes on in its own message; one that begins a new message begins a new word.
    package init(after answer: String, joinsWords: Bool) {
        let all = Self.words(of: answer.unicodeScalars)
        words = all.words.suffix(Self.mostWords)
        skipped = all.words.count - words.count
        tail = all.tail
        self.joinsWords = joinsWords
        isOver = answer.isEmpty
    }

    /// Takes the next piece.
    ///
    /// - Returns: what of it, and of what was held back, is new.
    package mutating func pass(_ piece: String) -> String {
        if isOver { return piece }
        var text = String.UnicodeScalarView()
        for scalar in piece.unicodeScalars {
            if isOver { text.append(scalar) } else { take(scalar, into: &text) }
        }
        return String(text)
    }

    /// No more will come: what is held back and new.
    package mutating func finish() -> String {
        guard !isOver else { return "" }
        var text = String.UnicodeScalarView()
        if !current.isEmpty { endWord(into: &text) }
        if !isOver { decide(into: &text) }
        return String(text)
    }

    private mutating func take(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        if scalar.isWordPart {
            // What follows the last word that matched is here up to the next word, so it can be compared.
            if current.isEmpty, complete > 0, matches.isEmpty {
                held.append(scalar)
                return decide(into: &text)
            }
            current.append(scalar)
            held.append(scalar)
        } else {
            if !current.isEmpty { endWord(into: &text) }
            if isOver { text.append(scalar) } else { held.append(scalar) }
        }
    }

    private mutating func endWord(into text: inout String.UnicodeScalarView) {
        let word = Word(text: String(current).lowercased(), end: held.count)
        current.removeAll()
        seen.append(word)
        if seen.count == 1 {
            matches = words.indices.map { Match(start: $0, length: 0) }
        }
        var reached = 0
        matches = matches.compactMap { match in
            let index = match.start + match.length
            let isLast = index == words.count - 1
            guard index < words.count else { return nil }
            let isSame = word.text == words[index].text
            guard isSame || (isLast && completes(words[index].text, word.text, after: match.length)) else { return nil }
            if isLast {
                reached = max(reached, match.length + 1)
                return nil
            }
            return Match(start: match.start, length: match.length + 1)
        }
        if reached > complete { complete = reached }
        if matches.isEmpty, complete < seen.count { decide(into: &text) }
    }

    /// Whether the answer was cut in a word that comes again whole.
    private func completes(_ cut: String, _ word: String, after matched: Int) -> Bool {
        guard tail.isEmpty, word.hasPrefix(cut) else { return false }
        return matched > 0 || (cut.unicodeScalars.count >= Self.leastWordStart && !beginsWithSpace)
    }

    /// What comes is a word of its own.
    private var beginsWithSpace: Bool { held.first?.properties.isWhitespace ?? false }

    /// Passes on what is held and new.
    private mutating func decide(into text: inout String.UnicodeScalarView) {
        isOver = true
        if complete > 0, let last = words.last {
            // Of a word that was cut, its rest is new.
            let rest = seen[complete - 1].text.unicodeScalars.count - last.text.unicodeScalars.count
            let end = seen[complete - 1].end - max(0, rest)
            return add(held.dropFirst(end), into: &text, isInWord: rest > 0)
        }
        let restarted = restartLength
        if restarted >= Self.leastRestart, !beginsWithSpace {
            return add(held.dropFirst(seen[restarted - 1].end), into: &text, isInWord: false)
        }
        let isNewWord = !joinsWords && held.first.map { !$0.properties.isWhitespace && !$0.isClosing } ?? false
        if isNewWord, !(tail.last?.properties.isWhitespace ?? false) { text.append(" ") }
        text += held
    }

    /// How many of the new words are the answer's first ones.
    private var restartLength: Int {
        guard skipped == 0 else { return 0 }
        return zip(seen, words).prefix { $0.text == $1.text }.count
    }

    /// Adds what follows words that were dropped, without the marks and spaces that stand there already.
    private func add(
        _ rest: String.UnicodeScalarView.SubSequence,
        into text: inout String.UnicodeScalarView,
        isInWord: Bool
    ) {
        guard !isInWord else { return text += rest }
        var rest = rest
        for scalar in tail {
            guard rest.first == scalar else { break }
            rest.removeFirst()
        }
        if tail.last?.properties.isWhitespace ?? false {
            rest = rest.drop { $0.properties.isWhitespace }
        } else if let first = rest.first, first.isWordPart {
            text.append(" ")
        }
        text += rest
    }

    private static func words(
        of text: String.UnicodeScalarView
    ) -> (words: [Word], tail: String.UnicodeScalarView) {
        let words = text.split { !$0.isWordPart }.map { Word(text: String($0).lowercased()) }
        let tail = text.reversed().prefix { !$0.isWordPart }.reversed()
        return (words, String.UnicodeScalarView(tail))
    }
}

extension Unicode.Scalar {
    fileprivate var isWordPart: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: self == "'" || self == "\u{2019}"
        }
    }

    /// It stands right behind a word.
    fileprivate var isClosing: Bool {
        switch properties.generalCategory {
        case .closePunctuation, .finalPunctuation, .otherPunctuation: true
        default: false
        }
    }
}
