/// The scripts that need a voice of their own. A voice for another script spells their letters, or says nothing.
package enum Script: Sendable, Hashable, CaseIterable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, ethiopic, georgian
    case devanagari, bengali, gurmukhi, gujarati, oriya, tamil, telugu, kannada, malayalam, sinhala
    case thai, myanmar, hangul, kana, han

    /// The script of a letter; `nil` for digits, signs and scripts that no voice is known for.
    ///
    /// The ranges are whole blocks of the Unicode Standard: a block tells a voice apart as well as the Script property.
    package init?(_ scalar: Unicode.Scalar) {
        guard scalar.properties.isAlphabetic else { return nil }
        guard let match = Self.blocks.first(where: { $0.range.contains(scalar.value) }) else { return nil }
        self = match.script
    }

    private static let blocks: [(range: ClosedRange<UInt32>, script: Script)] = [
        (0x0041...0x024F, .latin), (0x0370...0x03FF, .greek), (0x0400...0x052F, .cyrillic),
        (0x0530...0x058F, .armenian), (0x0590...0x05FF, .hebrew), (0x0600...0x077F, .arabic),
        (0x08A0...0x08FF, .arabic), (0x0900...0x097F, .devanagari), (0x0980...0x09FF, .bengali),
        (0x0A00...0x0A7F, .gurmukhi), (0x0A80...0x0AFF, .gujarati), (0x0B00...0x0B7F, .oriya),
        (0x0B80...0x0BFF, .tamil), (0x0C00...0x0C7F, .telugu), (0x0C80...0x0CFF, .kannada),
        (0x0D00...0x0D7F, .malayalam), (0x0D80...0x0DFF, .sinhala), (0x0E00...0x0E7F, .thai),
        (0x1000...0x109F, .myanmar), (0x10A0...0x10FF, .georgian), (0x1100...0x11FF, .hangul),
        (0x1200...0x139F, .ethiopic), (0x1C80...0x1C8F, .cyrillic), (0x1C90...0x1CBF, .georgian),
        (0x1E00...0x1EFF, .latin), (0x1F00...0x1FFF, .greek), (0x2DE0...0x2DFF, .cyrillic),
        (0x3040...0x30FF, .kana), (0x3130...0x318F, .hangul), (0x31F0...0x31FF, .kana),
        (0x3400...0x4DBF, .han), (0x4E00...0x9FFF, .han), (0xA640...0xA69F, .cyrillic),
        (0xAC00...0xD7FF, .hangul), (0xF900...0xFAFF, .han), (0xFB13...0xFB17, .armenian),
        (0xFB1D...0xFB4F, .hebrew), (0xFB50...0xFDFF, .arabic), (0xFE70...0xFEFF, .arabic),
        (0xFF21...0xFF5A, .latin), (0xFF66...0xFF9F, .kana), (0x20000...0x323AF, .han),
    ]

    /// The script that most letters of a text are in; `nil` for a text without letters.
    ///
    /// Japanese mixes kana and Han, so Han counts as kana where there is kana: more than one letter in eight, that a
    /// Japanese word in a Chinese sentence does not turn the sentence.
    package static func dominant(in scalars: some Sequence<Unicode.Scalar>) -> Script? {
        var counts: [Script: Int] = [:]
        for scalar in scalars {
            if let script = Script(scalar) { counts[script, default: 0] += 1 }
        }
        if let kana = counts[.kana], let han = counts[.han], kana * 8 > han {
            counts[.kana] = kana + han
            counts[.han] = nil
        }
        // Where two are equal, the order of the cases decides, so that the same text has the same voice every time.
        return allCases.filter { counts[$0] != nil }.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
    }

    /// The languages that are written in the script, the one to take first; empty for Latin: every voice reads it.
    package var languages: [String] {
        switch self {
        case .latin: []
        case .greek: ["el", "grc"]
        case .cyrillic: ["ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tt", "ba", "cv", "nog", "mn"]
        case .armenian: ["hy", "hyw"]
        case .hebrew: ["he", "yi"]
        case .arabic: ["ar", "fa", "ur", "sd", "ug", "ps"]
        case .ethiopic: ["am", "ti"]
        case .georgian: ["ka"]
        case .devanagari: ["hi", "mr", "ne", "kok", "sa"]
        case .bengali: ["bn", "as", "bpy"]
        case .gurmukhi: ["pa"]
        case .gujarati: ["gu"]
        case .oriya: ["or"]
        case .tamil: ["ta"]
        case .telugu: ["te"]
        case .kannada: ["kn"]
        case .malayalam: ["ml"]
        case .sinhala: ["si"]
        case .thai: ["th"]
        case .myanmar: ["my", "shn"]
        case .hangul: ["ko"]
        case .kana: ["ja"]
        case .han: ["cmn", "zh", "yue", "hak", "ja"]
        }
    }
}
