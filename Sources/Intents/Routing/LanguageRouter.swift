/// The rules of one language, ready to be used.
struct LanguageRouter: Sendable {
    private let name: String
    private let threshold: Double
    private let tokenizer: Tokenizer
    private let phrases: RequestFrame
    private let neverFirst: Set<String>
    private let rules: [IntentRule]
    /// The rule of each pattern.
    private let ruleOfPattern: [Int]
    private let matcher: PatternMatcher

    /// Words in an open slot that cost no confidence, and what each further one costs.
    private static let freeWords = 4
    private static let costOfWord = 0.03

    init(_ language: RuleLanguage, name: String, threshold: Double) throws(RuleError) {
        self.name = name
        self.threshold = threshold
        neverFirst = language.neverFirst
        let plain = Tokenizer()
        tokenizer = Tokenizer(
            contractions: language.contractions.mapValues { (plain.words(of: $0) ?? []).map(\.text) }
        )
        phrases = try RequestFrame(language, tokenizer: tokenizer)
        rules = language.rules
        var (table, ruleOfPattern) = (PatternTable(), [Int]())
        let kinds = SlotKinds(language)
        var parser = PatternParser(synonyms: language.synonyms, tokenizer: tokenizer)
        for (index, rule) in language.rules.enumerated() {
            do throws(RuleError) {
                var patterns: [PatternNode] = []
                for pattern in rule.patterns {
                    let node = try parser.parse(pattern)
                    // First, for it bounds what a pattern may be.
                    _ = try table.add(node)
                    try kinds.check(node)
                    ruleOfPattern.append(index)
                    patterns.append(node)
                }
                try kinds.check(rule, patterns)
            } catch {
                throw RuleError("the rule \(rule.intent): \(error.message)")
            }
        }
        self.ruleOfPattern = ruleOfPattern
        var readers: [any SpanReader] = []
        for kind in table.readers { readers.append(try kinds.reader(kind, tokenizer)) }
        matcher = PatternMatcher(table: table, readers: readers)
    }

    func rule(_ intent: String) -> IntentRule? { rules.first { $0.intent == intent } }

    func route(_ text: String) -> RouteDecision {
        // Before and after a request some words more may stand.
        guard let words = tokenizer.words(of: text, limit: IntentRouter.longestRequest), !words.isEmpty else {
            return .conversation
        }
        let whole = intent(in: words[...], of: text)
        // What is understood to its last word is one request: "for 1 hour and 30 minutes".
        if let whole, !whole.hasOpenSlot { return RouteDecision(intents: [whole]) }
        if let parts = phrases.parts(of: words) {
            var compound = CompoundSearch(router: self, text: text, words: words, parts: parts)
            if let intents = compound.run() { return RouteDecision(intents: intents) }
        }
        return whole.map { RouteDecision(intents: [$0]) } ?? .conversation
    }

    /// The surest rule that fits all of the words, if it is sure enough.
    func intent(in words: ArraySlice<Word>, of text: String) -> RecognizedIntent? {
        let request = phrases.request(in: words)
        guard !request.isEmpty, !request.dropFirst().contains(where: { $0.gap == .sentence }) else { return nil }
        var best: (fit: PatternMatcher.Fit, confidence: Double)?
        for fit in matcher.fits(request) {
            let rule = rules[ruleOfPattern[fit.pattern]]
            let confidence = rule.confidence - Self.costOfWord * Double(max(0, fit.open - Self.freeWords))
            guard confidence >= threshold, suits(rule, fit, request) else { continue }
            if let known = best, (known.confidence, known.fit.known) >= (confidence, fit.known) { continue }
            best = (fit, confidence)
        }
        guard let (fit, confidence) = best else { return nil }
        return RecognizedIntent(
            rule: rules[ruleOfPattern[fit.pattern]],
            slots: Self.values(of: fit, in: request, text),
            confidence: confidence,
            language: name,
            hasOpenSlot: fit.open > 0
        )
    }

    private func suits(_ rule: IntentRule, _ fit: PatternMatcher.Fit, _ words: ArraySlice<Word>) -> Bool {
        if !rule.unless.isEmpty, words.contains(where: { rule.unless.contains($0.text) }) { return false }
        return !fit.slots.contains { slot in
            slot.value == nil && neverFirst.contains(words[words.startIndex + slot.words.lowerBound].text)
        }
    }

    private static func values(
        of fit: PatternMatcher.Fit,
        in words: ArraySlice<Word>,
        _ text: String
    ) -> [String: SlotValue] {
        var values: [String: SlotValue] = [:]
        for slot in fit.slots {
            let first = words[words.startIndex + slot.words.lowerBound]
            let last = words[words.startIndex + slot.words.upperBound - 1]
            // Words that were left out before, as in "turn on the lamp and the fan", stand later in the text.
            let said =
                first.range.lowerBound < last.range.upperBound
                ? String(text[first.range.lowerBound..<last.range.upperBound]) : ""
            values[slot.name] = SlotValue(said: said, value: slot.value ?? said)
        }
        return values
    }

    /// The words of a request that stand before its first slot: "turn on the" of "turn on the lamp". `nil` where there are
    /// none, or where a slot is open.
    func verb(of words: ArraySlice<Word>) -> ArraySlice<Word>? {
        let request = phrases.request(in: words)
        guard let fit = matcher.fits(request).max(by: { $0.known < $1.known }), fit.open == 0,
            let first = fit.slots.first?.words.lowerBound, first > 0
        else { return nil }
        return request.prefix(first)
    }
}
