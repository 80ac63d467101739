private import Settings

/// One language's part of a rules file.
struct LanguageFile {
    private let node: RuleNode

    private static let keys = [
        "contractions", "before", "after", "connectors", "never_first", "numbers", "synonyms", "lists", "rules",
    ]

    init(_ node: RuleNode) { self.node = node }

    func apply(to language: inout RuleLanguage) throws(RuleFileError) {
        let members = try node.members(Self.keys)
        language.contractions.merge(try members["contractions"]?.textsByName() ?? [:]) { _, new in new }
        language.before += try members["before"]?.texts() ?? []
        language.after += try members["after"]?.texts() ?? []
        language.connectors += try members["connectors"]?.texts() ?? []
        language.neverFirst.formUnion(try members["never_first"]?.texts() ?? [])
        if let numbers = members["numbers"] { try apply(numbers, to: &language.numbers) }
        language.synonyms.merge(try members["synonyms"]?.textsByName() ?? [:]) { _, new in new }
        for (name, list) in try members["lists"]?.entries() ?? [] {
            try apply(list, to: &language.lists[name, default: [:]])
        }
        for rule in try members["rules"]?.elements() ?? [] { try apply(rule, to: &language.rules) }
    }

    private func apply(_ node: RuleNode, to numbers: inout NumberWords) throws(RuleFileError) {
        let members = try node.members([
            "values", "ordinals", "articles", "and", "point", "minus", "fractions", "of", "seconds",
        ])
        try Self.merge(members["values"], into: &numbers.values, 0...1_000_000_000_000)
        try Self.merge(members["ordinals"], into: &numbers.ordinals, 1...1_000)
        try Self.merge(members["seconds"], into: &numbers.seconds, 1...31_622_400)
        for (name, value) in try members["fractions"]?.entries() ?? [] {
            numbers.fractions[name] = try value.number(0...1)
        }
        numbers.articles.formUnion(try members["articles"]?.texts() ?? [])
        numbers.and.formUnion(try members["and"]?.texts() ?? [])
        numbers.point.formUnion(try members["point"]?.texts() ?? [])
        numbers.minus.formUnion(try members["minus"]?.texts() ?? [])
        numbers.of.formUnion(try members["of"]?.texts() ?? [])
    }

    private static func merge(
        _ node: RuleNode?,
        into values: inout [String: Int],
        _ range: ClosedRange<Int>
    ) throws(RuleFileError) {
        for (name, value) in try node?.entries() ?? [] { values[name] = try value.integer(range) }
    }

    /// `device: {lamp: [lamp, lamps]}`, or `device: [lamp, fan]` where each is said as it is called.
    private func apply(_ node: RuleNode, to list: inout [String: [String]]) throws(RuleFileError) {
        guard case .mapping(_) = node.node.content else {
            for name in try node.texts() { list[name] = [name] }
            return
        }
        for (name, ways) in try node.entries() {
            list[name] = ways.node.isNull ? [name] : try ways.texts()
        }
    }

    private func apply(_ node: RuleNode, to rules: inout [IntentRule]) throws(RuleFileError) {
        let members = try node.members([
            "intent", "patterns", "more_patterns", "tool", "arguments", "confidence", "response", "failure", "unless",
            "alone", "delivery", "undo", "enabled",
        ])
        guard let intent = try members["intent"]?.text() else { throw node.error("its intent is missing") }
        let place = rules.firstIndex { $0.intent == intent }
        if try members["enabled"]?.bool() == false {
            if let place { rules.remove(at: place) }
            return
        }
        var rule = place.map { rules[$0] } ?? IntentRule(intent: intent, patterns: [])
        if let patterns = try members["patterns"]?.texts() { rule.patterns = patterns }
        rule.patterns += try members["more_patterns"]?.texts() ?? []
        if let tool = try members["tool"]?.text() { rule.action = .tool(tool) }
        if let arguments = members["arguments"] {
            var templates: [String: SlotTemplate] = [:]
            for (name, value) in try arguments.entries() { templates[name] = try value.template() }
            rule.arguments = templates
        }
        if let confidence = try members["confidence"]?.number(0...1) { rule.confidence = confidence }
        if let response = try members["response"]?.template() { rule.response = response }
        if let failure = try members["failure"]?.template() { rule.failure = failure }
        if let unless = try members["unless"]?.texts() { rule.unless = Set(unless) }
        if let isAlone = try members["alone"]?.bool() { rule.isCompoundable = !isAlone }
        if let delivery = try members["delivery"]?.text() { rule.delivery = delivery }
        if let undo = try members["undo"]?.text() { rule.undo = undo }
        if let place { rules[place] = rule } else { rules.append(rule) }
    }
}
