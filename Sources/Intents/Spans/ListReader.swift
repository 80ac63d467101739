/// The words of a list: each value has one or more ways to be said. The value is the list's own name for it.
struct ListReader: SpanReader {
    private struct Node {
        var next: [String: Int] = [:]
        var value: String?
    }

    private var nodes = [Node()]

    /// - Throws: ``RuleError`` where a way to say it has no words.
    init(_ list: [String: [String]], tokenizer: Tokenizer) throws(RuleError) {
        for (value, ways) in list.sorted(by: { $0.key < $1.key }) {
            for way in ways {
                let words = tokenizer.words(of: way) ?? []
                guard !words.isEmpty else { throw RuleError("\"\(way)\", for \(value), has no words") }
                var node = 0
                for word in words {
                    if let known = nodes[node].next[word.text] {
                        node = known
                    } else {
                        nodes.append(Node())
                        nodes[node].next[word.text] = nodes.count - 1
                        node = nodes.count - 1
                    }
                }
                nodes[node].value = nodes[node].value ?? value
            }
        }
    }

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var found: [Span] = []
        var node = 0
        for (place, word) in row.dropFirst(start).enumerated() {
            guard let next = nodes[node].next[word.text], !word.isQuoted else { break }
            node = next
            if let value = nodes[node].value { found.append(Span(end: start + place + 1, value: value)) }
        }
        return found
    }
}
