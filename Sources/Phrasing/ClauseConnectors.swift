/// Words that begin a clause after a comma, and so the next phrase.
enum ClauseConnectors {
    private static let words: Set<String> = [
        "and", "then", "so", "but", "however", "because",
        "und", "dann", "aber", "jedoch", "doch", "sondern", "weil", "denn",
        "et", "puis", "donc", "mais", "cependant", "car",
        "y", "luego", "pero", "entonces", "porque",
    ]

    /// The longest of them, so that nobody looks at longer words.
    private static let maximumLength = 9

    static func contains(_ word: [Unicode.Scalar]) -> Bool {
        word.count <= maximumLength && words.contains(word.lowercasedText)
    }
}

extension Sequence<Unicode.Scalar> {
    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self)
        return String(view)
    }

    /// The text in lower case, with straight apostrophes.
    var lowercasedText: String {
        lazy.map { $0 == "\u{2019}" ? "'" : $0 }.text.lowercased()
    }
}
