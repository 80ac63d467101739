/// Reads patterns: words, `[what may be left out]`, `(one|of|these)`, `{slot}` or `{slot:kind}`, `<synonyms>`.
struct PatternParser {
    /// Patterns that others use by name, as `<name>`.
    let synonyms: [String: String]

    let tokenizer: Tokenizer

    /// How deep brackets and synonyms may lie in each other.
    private static let maximumDepth = 16

    /// - Throws: ``RuleError``, quoting the pattern.
    func parse(_ pattern: String) throws(RuleError) -> PatternNode {
        try parse(pattern, depth: 0)
    }

    private func parse(_ pattern: String, depth: Int) throws(RuleError) -> PatternNode {
        guard depth < Self.maximumDepth else {
            throw RuleError(
                "the pattern \"\(pattern)\" has more than \(Self.maximumDepth) brackets or synonyms in each other"
            )
        }
        var reader = Reader(rest: pattern[...], pattern: pattern, depth: depth)
        let node = try choice(&reader, until: nil)
        return node
    }

    private struct Reader {
        var rest: Substring
        let pattern: String
        var depth: Int

        func error(_ what: String) -> RuleError { RuleError("in the pattern \"\(pattern)\": \(what)") }
    }

    private func choice(_ reader: inout Reader, until end: Character?) throws(RuleError) -> PatternNode {
        guard reader.depth < Self.maximumDepth else { throw reader.error("too many brackets in each other") }
        var branches: [PatternNode] = []
        var items: [PatternNode] = []
        while true {
            guard let character = reader.rest.popFirst() else {
                guard let end else { break }
                throw reader.error("a \(end) is missing")
            }
            if character == end { break }
            switch character {
            case "|":
                branches.append(.sequence(items))
                items = []
            case "[", "(":
                reader.depth += 1
                let inner = try choice(&reader, until: character == "[" ? "]" : ")")
                reader.depth -= 1
                items.append(character == "[" ? .optional(inner) : inner)
            case "]", ")", "}", ">": throw reader.error("a \(character) closes nothing")
            case "{": items.append(try slot(try name(&reader, until: "}"), reader))
            case "<": items.append(try synonym(try name(&reader, until: ">"), reader))
            default:
                let words = String(character) + reader.rest.prefix { !"[](){}<>|".contains($0) }
                reader.rest = reader.rest.dropFirst(words.count - 1)
                items += (tokenizer.words(of: words) ?? []).map { .word($0.text) }
            }
        }
        branches.append(.sequence(items))
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private func name(_ reader: inout Reader, until end: Character) throws(RuleError) -> String {
        let name = reader.rest.prefix { $0 != end }
        reader.rest = reader.rest.dropFirst(name.count)
        guard reader.rest.popFirst() == end else { throw reader.error("a \(end) is missing") }
        return String(name)
    }

    private func slot(_ text: String, _ reader: Reader) throws(RuleError) -> PatternNode {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, parts.allSatisfy(Self.isName), let name = parts.first, let kind = parts.last else {
            throw reader.error("{\(text)} must be {name} or {name:kind}, of letters, digits and _")
        }
        return .slot(name: name, kind: kind)
    }

    private func synonym(_ name: String, _ reader: Reader) throws(RuleError) -> PatternNode {
        guard let pattern = synonyms[name] else {
            let known = synonyms.keys.sorted().joined(separator: ", ")
            throw reader.error("there are no synonyms <\(name)>; there are: \(known.isEmpty ? "none" : known)")
        }
        return try parse(pattern, depth: reader.depth + 1)
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
            }
    }
}
