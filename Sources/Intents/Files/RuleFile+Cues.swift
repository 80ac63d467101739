internal import Tools

extension RuleSet {
    /// The rules about what is being said, and the words that they need, as a rules file: for a program that has to know them
    /// alone. Empty where there are none.
    package var cues: String {
        var languages: [String: JSONValue] = [:]
        for (name, language) in self.languages { languages[name] = language.cues }
        if languages.isEmpty { return "" }
        let file: JSONValue = ["threshold": .number(threshold), "languages": .object(languages)]
        // JSON is YAML.
        return file.text
    }
}

extension RuleLanguage {
    fileprivate var cues: JSONValue? {
        let rules = rules.filter { Cue($0.action) != nil }
        if rules.isEmpty { return nil }
        let patterns = rules.flatMap(\.patterns)
        let usesSynonyms = patterns.contains { $0.contains("<") }
        let lists = lists.filter { name, _ in
            (patterns + (usesSynonyms ? Array(synonyms.values) : [])).contains { $0.contains("\(name)}") }
        }
        return [
            "contractions": JSONValue(contractions), "before": JSONValue(before), "after": JSONValue(after),
            "never_first": JSONValue(neverFirst.sorted()), "numbers": numbers.json,
            "synonyms": usesSynonyms ? JSONValue(synonyms) : [:],
            "lists": .object(lists.mapValues { .object($0.mapValues { JSONValue($0) }) }),
            "rules": .array(rules.map(\.cue)),
        ]
    }
}

extension IntentRule {
    fileprivate var cue: JSONValue {
        var members: [String: JSONValue] = [
            "intent": .string(intent), "patterns": JSONValue(patterns), "confidence": .number(confidence),
            "unless": JSONValue(unless.sorted()), "alone": .bool(!isCompoundable),
        ]
        if case .tool(let name) = action { members["tool"] = .string(name) }
        return .object(members)
    }
}

extension NumberWords {
    fileprivate var json: JSONValue {
        let whole = { (values: [String: Int]) in JSONValue.object(values.mapValues { .number(Double($0)) }) }
        return [
            "values": whole(values), "ordinals": whole(ordinals), "seconds": whole(seconds),
            "fractions": .object(fractions.mapValues { .number($0) }), "articles": JSONValue(articles.sorted()),
            "and": JSONValue(and.sorted()), "point": JSONValue(point.sorted()), "minus": JSONValue(minus.sorted()),
            "of": JSONValue(of.sorted()),
        ]
    }
}

extension JSONValue {
    fileprivate init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
    fileprivate init(_ texts: [String: String]) { self = .object(texts.mapValues { .string($0) }) }
}
