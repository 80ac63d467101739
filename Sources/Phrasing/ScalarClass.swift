/// What a scalar means for finding the end of a phrase.
enum ScalarClass: Sendable {
    case space
    /// Parts words where the script writes no spaces: the Tibetan tsheg, the Ethiopic word space, U+200B.
    case softSpace
    case uppercase
    case lowercase
    /// A letter of a script without case that writes spaces or long runs: Arabic, Hindi, Hangul, Thai …
    case caseless
    case digit
    /// Han and kana: each one is a word's part and a place where a phrase may be cut.
    case ideograph
    /// A combining mark or joiner: belongs to the scalar before it.
    case mark
    case opener
    case closer
    /// `"`: opens or closes.
    case straightQuote
    /// `'` and `’`: inside a word, or a closing quote after a full stop.
    case apostrophe
    /// `.`, which may also be part of a word.
    case stop
    /// `!`, `?` and their kin: an end as soon as a space follows.
    case strong
    /// `。`, `।`, `۔` and their kin: an end by themselves.
    case fullStop
    case ellipsis
    case comma
    case semicolon
    case colon
    /// A comma, semicolon or colon of a script that writes no space after it.
    case widePause
    /// `–` and `—`.
    case dash
    case hyphen
    case symbol

    init(_ scalar: Unicode.Scalar) {
        self = scalar.value < 0x80 ? Self.ascii(scalar) : Self.punctuation(scalar) ?? Self.letter(scalar)
    }

    /// Letters, digits and ideographs: what there is to say.
    var isSpeakable: Bool {
        switch self {
        case .uppercase, .lowercase, .caseless, .digit, .ideograph: true
        default: false
        }
    }

    /// Ends a sentence, or may do so.
    var isTerminator: Bool {
        switch self {
        case .stop, .strong, .fullStop, .ellipsis: true
        default: false
        }
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> ScalarClass {
        switch scalar {
        case "a"..."z": .lowercase
        case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": .space
        case "A"..."Z": .uppercase
        case "0"..."9": .digit
        case ".": .stop
        case ",": .comma
        case "!", "?": .strong
        case ":": .colon
        case ";": .semicolon
        case "'": .apostrophe
        case "\"": .straightQuote
        case "-": .hyphen
        case "(", "[", "{": .opener
        case ")", "]", "}": .closer
        default: .symbol
        }
    }

    private static func punctuation(_ scalar: Unicode.Scalar) -> ScalarClass? {
        switch scalar.value {
        // 。 ｡, danda, Urdu, Armenian, Ethiopic, Khmer, Burmese and Tibetan full stops, Mongolian, Santali
        case 0x3002, 0xFF61, 0x0964, 0x0965, 0x06D4, 0x0589, 0x1362, 0x1367, 0x1368, 0x17D4, 0x17D5, 0x104B,
            0x0F0D, 0x0F0E, 0x1803, 0x1809, 0x1C7E, 0x1C7F:
            .fullStop
        // ！ ？ ؟ ‽ ⁇ ⁈ ⁉ ‼ and the Greek question mark
        case 0xFF01, 0xFF1F, 0x061F, 0x203D, 0x2047...0x2049, 0x203C, 0x037E: .strong
        case 0xFF0E: .stop
        case 0x2026, 0x22EF: .ellipsis
        // ، ؛ Armenian, Ethiopic, Burmese and Mongolian
        case 0x060C, 0x055D, 0x104A, 0x1363, 0x1802: .comma
        case 0x061B, 0x1364: .semicolon
        case 0x1365, 0x1366: .colon
        case 0x3001, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF64: .widePause
        case 0x2013, 0x2014, 0x2015, 0x2E3A: .dash
        case 0x2010, 0x2011, 0x2012, 0x2212: .hyphen
        case 0x2019, 0x02BC: .apostrophe
        case 0xAB, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0xFF08,
            0xFF3B, 0xFF62, 0xA1, 0xBF:
            .opener
        case 0xBB, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0xFF09, 0xFF3D, 0xFF63: .closer
        case 0x0F0B, 0x1361, 0x200B: .softSpace
        case 0xA0, 0x85, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
        case 0x200C, 0x200D: .mark
        default: nil
        }
    }

    private static func letter(_ scalar: Unicode.Scalar) -> ScalarClass {
        switch scalar.value {
        case 0x3005...0x3007, 0x3041...0x312F, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0xFF66...0xFF9F, 0x20000...0x3FFFF:
            return .ideograph
        default: break
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: .uppercase
        case .lowercaseLetter: .lowercase
        case .otherLetter, .modifierLetter: .caseless
        case .decimalNumber, .otherNumber, .letterNumber: .digit
        case .nonspacingMark, .spacingMark, .enclosingMark: .mark
        default: .symbol
        }
    }
}

extension Unicode.Scalar {
    /// Han, or kana: scripts without spaces, where marks may stand inside a run of letters.
    var isIdeograph: Bool { ScalarClass(self) == .ideograph }

    var isHiragana: Bool { (0x3041...0x309F).contains(value) }

    /// Katakana, whose words are not cut.
    var isKatakana: Bool { (0x30A0...0x30FF).contains(value) || (0xFF66...0xFF9F).contains(value) }

    var isGreek: Bool { (0x0370...0x03FF).contains(value) || (0x1F00...0x1FFF).contains(value) }

    var isArmenian: Bool { (0x0531...0x058A).contains(value) }

    var isASCIIDigit: Bool { ("0"..."9").contains(self) }

    var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

    /// A letter or a digit of any script.
    var isAlphanumeric: Bool {
        value < 0x80 ? isASCIILetter || isASCIIDigit : ScalarClass(self).isSpeakable
    }

    var isBlank: Bool { ScalarClass(self) == .space }
}
