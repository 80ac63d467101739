/// Goes over words and takes those that fit.
struct WordCursor {
    private let words: ArraySlice<Word>
    /// The place of the next word, counted from the slice's first.
    var place: Int

    init(_ words: ArraySlice<Word>, at place: Int) {
        self.words = words
        self.place = place
    }

    /// The next word; empty at the end.
    var next: String { peek(0) }

    func peek(_ ahead: Int) -> String {
        let index = words.startIndex + place + ahead
        return index < words.endIndex ? words[index].text : ""
    }

    mutating func take(_ word: String) -> Bool {
        guard next == word else { return false }
        place += 1
        return true
    }

    mutating func take(oneOf set: Set<String>) -> Bool {
        guard set.contains(next) else { return false }
        place += 1
        return true
    }

    /// Takes all of the words, or none.
    mutating func take(all row: [String]) -> Bool {
        for (ahead, word) in row.enumerated() where peek(ahead) != word { return false }
        place += row.count
        return true
    }

    mutating func take<Value>(from values: [String: Value]) -> Value? {
        guard let value = values[next] else { return nil }
        place += 1
        return value
    }

    /// Takes what `read` makes of the words, or nothing.
    mutating func attempt<Value>(_ read: (inout WordCursor) -> Value?) -> Value? {
        let start = place
        if let value = read(&self) { return value }
        place = start
        return nil
    }
}
