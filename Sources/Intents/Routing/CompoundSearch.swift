/// Finds the requests in "turn on the lamp and play jazz": every word must belong to one that is a request by itself, so
/// "rock and roll" stays whole.
struct CompoundSearch {
    let router: LanguageRouter
    let text: String
    let words: [Word]
    /// Where the words may be cut.
    let parts: [Range<Int>]

    /// What is known of parts that were looked at already, by the first and the last one.
    private var known: [Int: RecognizedIntent?] = [:]

    /// How much less sure a request is whose verb was said only before.
    private static let costOfEllipsis = 0.05

    init(router: LanguageRouter, text: String, words: [Word], parts: [Range<Int>]) {
        self.router = router
        self.text = text
        self.words = words
        self.parts = parts
    }

    /// The requests, at least two; `nil` where the words are not all requests.
    mutating func run() -> [RecognizedIntent]? {
        guard let intents = requests(from: 0, after: nil), intents.count > 1 else { return nil }
        return intents
    }

    /// The shortest requests come first: so "play rock and roll and stop" is cut only at its second "and".
    private mutating func requests(from first: Int, after verb: ArraySlice<Word>?) -> [RecognizedIntent]? {
        guard first < parts.count else { return [] }
        for last in first..<parts.count where first > 0 || last < parts.count - 1 {
            let range = parts[first].lowerBound..<parts[last].upperBound
            let found = direct(first, last)
            guard let intent = found ?? ellipsis(range, after: verb), intent.rule.isCompoundable else { continue }
            // The verb of "the fan" in "turn on the lamp, the fan and the heater" is still the first one.
            let next = found == nil ? verb : router.verb(of: words[range])
            if let rest = requests(from: last + 1, after: next) { return [intent] + rest }
        }
        return nil
    }

    private mutating func direct(_ first: Int, _ last: Int) -> RecognizedIntent? {
        let key = first * parts.count + last
        if let found = known[key] { return found }
        let found = router.intent(in: words[parts[first].lowerBound..<parts[last].upperBound], of: text)
        known[key] = .some(found)
        return found
    }

    /// "the fan" after "turn on the lamp".
    private func ellipsis(_ range: Range<Int>, after verb: ArraySlice<Word>?) -> RecognizedIntent? {
        guard var verb else { return nil }
        // An article that is said again is not said twice.
        if verb.last?.text == words[range.lowerBound].text { verb = verb.dropLast() }
        guard var intent = router.intent(in: (Array(verb) + words[range])[...], of: text) else { return nil }
        intent.confidence -= Self.costOfEllipsis
        return intent
    }
}
