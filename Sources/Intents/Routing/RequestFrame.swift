/// What stands around requests: politeness before and after them, and connectors between them.
struct RequestFrame: Sendable {
    private let before: ListReader
    private let after: ListReader
    private let connectors: ListReader

    /// So many phrases are taken away on each side: "hey, could you please just …".
    private static let maximumPhrases = 6

    /// With more places to cut at it is a story, not a list of requests.
    private static let maximumParts = 8

    init(_ language: RuleLanguage, tokenizer: Tokenizer) throws(RuleError) {
        before = try ListReader(["before": language.before], tokenizer: tokenizer)
        after = try ListReader(["after": language.after], tokenizer: tokenizer)
        connectors = try ListReader(["connector": language.connectors], tokenizer: tokenizer)
    }

    /// The request alone.
    func request(in words: ArraySlice<Word>) -> ArraySlice<Word> {
        var words = words
        for _ in 0..<Self.maximumPhrases {
            guard let end = before.spans(in: words, from: 0).map(\.end).max() else { break }
            words = words.dropFirst(end)
        }
        for _ in 0..<Self.maximumPhrases {
            let start = (0..<words.count).suffix(4).first { start in
                after.spans(in: words, from: start).contains { $0.end == words.count }
            }
            guard let start else { break }
            words = words.prefix(start)
        }
        return words
    }

    /// Where the words may be cut into several requests: the parts between connectors, commas and sentence ends.
    /// `nil` where there is no such place, or there are too many.
    func parts(of words: [Word]) -> [Range<Int>]? {
        var parts: [Range<Int>] = []
        var start = 0
        var place = 0
        while place < words.count {
            let end = connectors.spans(in: words[...], from: place).map(\.end).max()
            if end != nil || (place > start && words[place].gap != .space) {
                if place > start { parts.append(start..<place) }
                start = end ?? place
                place = end ?? place + 1
            } else {
                place += 1
            }
        }
        if start < words.count { parts.append(start..<words.count) }
        return (2...Self.maximumParts).contains(parts.count) ? parts : nil
    }
}
