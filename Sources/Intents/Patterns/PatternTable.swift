/// All patterns of a language as one table of places: each word or slot of a pattern is a place, and knows which places may
/// come after it. So all patterns are followed at once, and nothing is tried twice.
struct PatternTable: Sendable {
    /// What is taken at a place.
    enum Step: Sendable, Equatable {
        /// The word with that number.
        case word(Int)
        /// One or more words that a reader understands.
        case slot(name: Int, reader: Int)
        /// Any one word, and further ones.
        case open(name: Int)
    }

    private(set) var steps: [Step] = []
    private(set) var followers: [[Int]] = []
    /// The pattern that is complete after a place; -1: none.
    private(set) var completed: [Int] = []
    /// The first places of patterns that begin with a word, by the word's number.
    private(set) var startsByWord: [Int: [Int]] = [:]
    /// The first places of all others.
    private(set) var otherStarts: [Int] = []
    private(set) var wordNumbers: [String: Int] = [:]
    private(set) var slotNames: [String] = []
    /// The names of the readers that are used.
    private(set) var readers: [String] = []
    private(set) var patternCount = 0

    /// The kind of a slot that takes any words.
    static let openKind = "text"

    /// So many places are some thousand patterns.
    private static let maximumPlaces = 50_000

    /// The places that may be first and last in a part of a pattern.
    private struct Part {
        var isEmpty: Bool
        var firsts: [Int] = []
        var lasts: [Int] = []
    }

    /// Adds a pattern.
    ///
    /// - Returns: its number: 0, 1, 2 …
    /// - Throws: ``RuleError`` where it fits nothing at all, or the table is full.
    mutating func add(_ node: PatternNode) throws(RuleError) -> Int {
        let part = try place(node)
        guard !part.isEmpty else {
            throw RuleError("the pattern would fit where nothing was said: it needs a word or a slot")
        }
        let pattern = patternCount
        patternCount += 1
        for place in part.lasts { completed[place] = pattern }
        for place in part.firsts {
            if case .word(let number) = steps[place] {
                startsByWord[number, default: []].append(place)
            } else {
                otherStarts.append(place)
            }
        }
        return pattern
    }

    private mutating func place(_ node: PatternNode) throws(RuleError) -> Part {
        switch node {
        case .word(let text): return try place(.word(number(of: text, in: \.wordNumbers)))
        case .slot(let name, let kind):
            let name = index(of: name, in: \.slotNames)
            if kind == Self.openKind {
                let part = try place(.open(name: name))
                for place in part.lasts { followers[place].append(place) }
                return part
            }
            return try place(.slot(name: name, reader: index(of: kind, in: \.readers)))
        case .optional(let inner):
            var part = try place(inner)
            part.isEmpty = true
            return part
        case .choice(let branches):
            var whole = Part(isEmpty: false)
            for branch in branches {
                let part = try place(branch)
                whole.isEmpty = whole.isEmpty || part.isEmpty
                whole.firsts += part.firsts
                whole.lasts += part.lasts
            }
            return whole
        case .sequence(let parts):
            var whole = Part(isEmpty: true)
            for node in parts {
                let part = try place(node)
                for last in whole.lasts { followers[last] += part.firsts }
                if whole.isEmpty { whole.firsts += part.firsts }
                whole.lasts = part.isEmpty ? whole.lasts + part.lasts : part.lasts
                whole.isEmpty = whole.isEmpty && part.isEmpty
            }
            return whole
        }
    }

    private mutating func place(_ step: Step) throws(RuleError) -> Part {
        guard steps.count < Self.maximumPlaces else {
            throw RuleError(
                "the rules have more than \(Self.maximumPlaces) words and slots in all: write fewer patterns"
            )
        }
        steps.append(step)
        followers.append([])
        completed.append(-1)
        let place = steps.count - 1
        return Part(isEmpty: false, firsts: [place], lasts: [place])
    }

    private mutating func number(of text: String, in path: WritableKeyPath<Self, [String: Int]>) -> Int {
        if let number = self[keyPath: path][text] { return number }
        let number = self[keyPath: path].count
        self[keyPath: path][text] = number
        return number
    }

    private mutating func index(of text: String, in path: WritableKeyPath<Self, [String]>) -> Int {
        if let index = self[keyPath: path].firstIndex(of: text) { return index }
        self[keyPath: path].append(text)
        return self[keyPath: path].count - 1
    }
}
