/// What may stand in the slots of a language's rules.
struct SlotKinds {
    private let lists: [String: [String: [String]]]
    private let numbers: NumberWords

    /// The kinds that are there without a list.
    private static let builtIn = ["number", "amount", "duration", "clock", "date", "expression", PatternTable.openKind]

    init(_ language: RuleLanguage) {
        lists = language.lists
        numbers = language.numbers
    }

    /// Checks that each slot's kind is one that there is.
    func check(_ node: PatternNode) throws(RuleError) {
        switch node {
        case .word: break
        case .slot(_, let kind):
            guard lists[kind] == nil, !Self.builtIn.contains(kind) else { return }
            let known = (lists.keys.sorted() + Self.builtIn).joined(separator: ", ")
            throw RuleError(
                "nothing says what may stand in {\(kind)}: make a list of that name, or use {\(kind):text} or another of "
                    + known
            )
        case .sequence(let parts), .choice(let parts): for part in parts { try check(part) }
        case .optional(let inner): try check(inner)
        }
    }

    /// Checks that each slot that a rule speaks of is in one of its patterns.
    func check(_ rule: IntentRule, _ patterns: [PatternNode]) throws(RuleError) {
        var names: Set<String> = []
        for pattern in patterns { Self.collect(pattern, into: &names) }
        var templates = rule.arguments.map { Array($0.values) } ?? []
        // What a tool answers with fills the slots of its response, too.
        if rule.action == .command { templates += [rule.response, rule.failure].compactMap { $0 } }
        for template in templates {
            if let missing = template.slots.subtracting(names).min() {
                throw RuleError("\"\(template.source)\" speaks of {\(missing)}, which is in none of its patterns")
            }
        }
    }

    private static func collect(_ node: PatternNode, into names: inout Set<String>) {
        switch node {
        case .word: break
        case .slot(let name, _): names.insert(name)
        case .sequence(let parts), .choice(let parts): for part in parts { collect(part, into: &names) }
        case .optional(let inner): collect(inner, into: &names)
        }
    }

    func reader(_ kind: String, _ tokenizer: Tokenizer) throws(RuleError) -> any SpanReader {
        if let list = lists[kind] { return try ListReader(list, tokenizer: tokenizer) }
        switch kind {
        case "amount": return NumberReader(words: numbers, takesArticles: true)
        case "duration": return DurationReader(words: numbers)
        case "clock": return ClockTimeReader(words: numbers)
        case "date": return DateReader(words: numbers)
        case "expression": return ExpressionReader(words: numbers)
        default: return NumberReader(words: numbers)
        }
    }
}
