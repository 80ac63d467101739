/// What a character is to a tokenizer.
enum CharacterKind {
    case letter, digit
    /// A word by itself.
    case single
    /// Of arithmetic.
    case sign
    case openingQuote, closingQuote
    /// Opens and closes.
    case quote
    case clauseEnd, sentenceEnd
    case other

    init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "A"..."Z": self = .letter
        case "0"..."9": self = .digit
        case " ": self = .other
        case "+", "-", "*", "/", "^", "=", "%", "\u{D7}", "\u{F7}", "\u{2212}", "$", "\u{20AC}", "\u{A3}", "(", ")":
            self = .sign
        case "\"": self = .quote
        case "\u{201C}", "\u{201E}", "\u{AB}", "\u{300C}", "\u{300E}": self = .openingQuote
        case "\u{201D}", "\u{BB}", "\u{300D}", "\u{300F}": self = .closingQuote
        case ",", ";", ":", "\u{2013}", "\u{2014}", "\u{3001}", "\u{FF0C}", "\u{60C}": self = .clauseEnd
        case ".", "!", "?", "\u{2026}", "\u{3002}", "\u{FF01}", "\u{FF1F}", "\u{61F}", "\n": self = .sentenceEnd
        case "\u{3040}"..."\u{30FF}", "\u{3400}"..."\u{9FFF}", "\u{F900}"..."\u{FAFF}", "\u{20000}"..."\u{3FFFF}",
            "\u{E00}"..."\u{E7F}":
            self = .single
        default:
            guard scalar.value >= 0x80 else {
                self = .other
                return
            }
            let properties = scalar.properties
            switch properties.generalCategory {
            case .decimalNumber: self = .digit
            case .nonspacingMark, .spacingMark: self = .letter
            default: self = properties.isAlphabetic ? .letter : .other
            }
        }
    }
}
