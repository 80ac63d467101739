/// Decides what a full stop, question mark or ellipsis with white space after it means.
///
/// The fewer scalars have to be seen, the sooner the phrase is heard, so there are five answers:
///
/// | what stands there | example | answer |
/// |---|---|---|
/// | an ordinary word, no closing quote | `the light. ` | `ends` |
/// | a title, `e.g.`, an item's number | `Dr. `, `1. ` | `goesOn` |
/// | a number, capitals, a name, a closing quote, an ellipsis | `NASA. `, `3.14. `, `go." ` | `endsUnlessLowercase` |
/// | an abbreviation that may end a sentence, an initial | `U.S. `, `p.m. `, `J. ` | `endsBeforeStarter` |
/// | `No.`, `Fig.` | `No. ` | `endsUnlessNumber` |
struct SentenceBoundary: Sendable {
    enum Verdict: Sendable, Equatable {
        case ends
        case goesOn
        /// The next letter decides: a lower-case one goes on.
        case endsUnlessLowercase
        /// The next word decides: it ends before "The", not before "Army".
        case endsBeforeStarter
        /// The next scalar decides: a digit or a lower-case letter goes on.
        case endsUnlessNumber
    }

    /// The word before the mark, without it and without opening quotes.
    var word: [Unicode.Scalar]
    /// The word before that one, with its punctuation; empty at a sentence's start.
    var previous: [Unicode.Scalar]
    /// `.`, `…`, `?` or their kin.
    var mark: ScalarClass
    /// Whether a quote or bracket closes after the mark.
    var hasCloser: Bool
    /// Whether nothing was said before the word in this sentence.
    var opensSentence: Bool

    var verdict: Verdict {
        switch mark {
        case .strong:
            isBrand || hasCloser ? .endsUnlessLowercase : .ends
        case .stop:
            word.isEmpty ? (opensSentence ? .goesOn : .endsUnlessLowercase) : stopVerdict
        case .ellipsis:
            opensSentence && word.isEmpty ? .goesOn : .endsUnlessLowercase
        default:
            .ends
        }
    }

    private var isBrand: Bool { word.count <= 8 && Abbreviations.brands.contains(word.lowercasedText) }

    private var stopVerdict: Verdict {
        if word.allSatisfy(\.isASCIIDigit) {
            return integerVerdict
        }
        if word.count == 1 {
            return letterVerdict(word[0])
        }
        if let verdict = abbreviationVerdict {
            return verdict
        }
        if hasInnerStops {
            return hasOnlyInitials ? .endsBeforeStarter : .endsUnlessLowercase
        }
        return hasCloser || !isOrdinaryWord ? .endsUnlessLowercase : .ends
    }

    /// A list's number goes on, and so does a German ordinal.
    private var integerVerdict: Verdict {
        guard word.count <= 3 else { return .endsUnlessLowercase }
        if opensSentence || previous.last == ":" {
            return .goesOn
        }
        let isOrdinal = word.count <= 2 && Abbreviations.beforeOrdinal.contains(previous.lowercasedText)
        return isOrdinal ? .goesOn : .endsUnlessLowercase
    }

    private func letterVerdict(_ letter: Unicode.Scalar) -> Verdict {
        switch ScalarClass(letter) {
        case .caseless, .ideograph:
            return .ends
        case .uppercase where letter == "I" && previous.first.map { ScalarClass($0) == .lowercase } ?? false:
            return .endsUnlessLowercase
        case .uppercase, .lowercase:
            if opensSentence {
                return .goesOn
            }
            if Abbreviations.beforeNumber.contains(word.lowercasedText), ScalarClass(letter) == .lowercase {
                return .endsUnlessNumber
            }
            return Abbreviations.labels.contains(previous.lowercasedText) ? .endsUnlessLowercase : .endsBeforeStarter
        default:
            return .endsUnlessLowercase
        }
    }

    private var abbreviationVerdict: Verdict? {
        guard word.count <= 10 else { return nil }
        let text = word.lowercasedText
        if Abbreviations.leading.contains(text) {
            return .goesOn
        }
        let isCapital = word.first.map { ScalarClass($0) == .uppercase } ?? false
        if Abbreviations.doubtful.contains(text) || (isCapital && Abbreviations.doubtfulNames.contains(text)) {
            return .endsBeforeStarter
        }
        // German streets: "Hauptstr. 5".
        if Abbreviations.beforeNumber.contains(text) || (text.hasSuffix("str") && word.count > 4) {
            return .endsUnlessNumber
        }
        return Abbreviations.trailing.contains(text) ? .endsUnlessLowercase : nil
    }

    private var hasInnerStops: Bool { word.contains(".") }

    /// `U.S`, `J.R.R`, `Ph.D`: letters in ones and twos.
    private var hasOnlyInitials: Bool {
        word.split(separator: ".").allSatisfy { part in
            part.count <= 2 && part.allSatisfy { $0.isAlphanumeric && !$0.isASCIIDigit }
        }
    }

    /// Letters only, with a vowel among them, and not so short and capital that it could be a shortened name.
    private var isOrdinaryWord: Bool {
        var hasVowel = false
        for (offset, scalar) in word.enumerated() {
            switch ScalarClass(scalar) {
            case .lowercase:
                hasVowel = hasVowel || scalar.value >= 0x80 || "aeiouy".unicodeScalars.contains(scalar)
            case .caseless, .ideograph:
                hasVowel = true
            case .uppercase where offset == 0 && word.count >= 4:
                hasVowel = hasVowel || "AEIOUY".unicodeScalars.contains(scalar) || scalar.value >= 0x80
            case .mark, .apostrophe, .hyphen:
                break
            default:
                return false
            }
        }
        return hasVowel
    }
}
