/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// An answer that puts together what is hard to split.
    mutating func answer() -> String {
        (0..<Int.random(in: 1...40, using: &self)).map { _ in
            Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &self)]
        }.joined()
    }

    /// `text` cut at random places.
    mutating func chunks(of text: String) -> [String] {
        var chunks: [String] = []
        var rest = Array(text.unicodeScalars)[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...7, using: &self)
            var view = String.UnicodeScalarView()
            view.append(contentsOf: rest.prefix(count))
            chunks.append(String(view))
            rest = rest.dropFirst(count)
        }
        return chunks
    }

    private static let pieces = [
        " ", " ", " ", " ", " ", "  ", "\n", "\n\n", "\r\n", ". ", "! ", "? ", "... ", ", ", "; ", ": ", " - ", " — ",
        "one", "two", "Three", "seven words stand here in a row", "and then", ", and so it goes on", "Dr. ", "U.S. ",
        "p.m. ", "No. ", "5", "3.14", "10:30", "1. ", "2) ", "- ", "* ", "# ", "> ", "| a | b |\n", "|---|---|\n", "|",
        "```", "```python\n", "~~~\n", "`", "``", "*", "**", "***", "_", "__", "~~", "[", "](", "](http://a.b/c)", "]",
        ")", "(", "![", "[^1]", "https://", "www.", "x.org/a?b=c", "a@b.c", "<", "<br>", "<b>", "</", "<!--", "-->",
        "&amp;", "&", "\\", "\\*", "\"", "'", "“", "”", "。", "！", "，", "「", "」", "と", "你好", "天气", "カタカナ", "।",
        "؟", "¿", "😀", "👍🏽", "\u{200D}", "\u{FE0F}", "é", "e\u{301}", "สวัสดี", "---\n", "===\n", "snake_case", "2 * 3",
        "__init__", "- [ ] ", "\t", ".", "!", "?", "…", "་", "{", "}", ";", ":", "٫", "I", "A. ", "Inc. ", "The ",
    ]
}
