/// Reads patterns: words, `[what may be left out]`, `(one|of|these)`, `{slot}` or `{slot:kind}`, `<synonyms>`.
struct PatternParser {
    /// Patterns that others use by name, as `<name>`.
    let synonyms: [String: String]

    let tokenizer: Tokenizer

    /// Synonyms that were read already.
    private var known: [String: PatternNode] = [:]

    /// How deep brackets and synonyms may lie in each other.
    private static let maximumDepth = 16

    private static let specials = Set("[](){}<>|".utf8)

    init(synonyms: [String: String], tokenizer: Tokenizer) {
        self.synonyms = synonyms
        self.tokenizer = tokenizer
    }

    /// - Throws: ``RuleError``, quoting the pattern.
    mutating func parse(_ pattern: String) throws(RuleError) -> PatternNode {
        try parse(pattern, depth: 0)
    }

    private mutating func parse(_ pattern: String, depth: Int) throws(RuleError) -> PatternNode {
        var reader = Reader(rest: Array(pattern.utf8)[...], pattern: pattern, depth: depth)
        return try choice(&reader, until: nil)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>
        let pattern: String
        var depth: Int

        func error(_ what: String) -> RuleError { RuleError("in the pattern \"\(pattern)\": \(what)") }
    }

    private mutating func choice(_ reader: inout Reader, until end: UInt8?) throws(RuleError) -> PatternNode {
        guard reader.depth < Self.maximumDepth else {
            throw reader.error("more than \(Self.maximumDepth) brackets or synonyms lie in each other")
        }
        var branches: [PatternNode] = []
        var items: [PatternNode] = []
        while true {
            guard let byte = reader.rest.popFirst() else {
                guard let end else { break }
                throw reader.error("a \(Self.shown(end)) is missing")
            }
            if byte == end { break }
            switch byte {
            case UInt8(ascii: "|"):
                branches.append(.sequence(items))
                items = []
            case UInt8(ascii: "["), UInt8(ascii: "("):
                let isOptional = byte == UInt8(ascii: "[")
                reader.depth += 1
                let inner = try choice(&reader, until: isOptional ? UInt8(ascii: "]") : UInt8(ascii: ")"))
                reader.depth -= 1
                items.append(isOptional ? .optional(inner) : inner)
            case UInt8(ascii: "{"): items.append(try slot(try name(&reader, until: UInt8(ascii: "}")), reader))
            case UInt8(ascii: "<"): items.append(try synonym(try name(&reader, until: UInt8(ascii: ">")), reader))
            case _ where Self.specials.contains(byte): throw reader.error("a \(Self.shown(byte)) closes nothing")
            default:
                let more = reader.rest.prefix { !Self.specials.contains($0) }
                reader.rest = reader.rest.dropFirst(more.count)
                let words = tokenizer.words(of: String(decoding: [byte] + more, as: UTF8.self)) ?? []
                items += words.map { .word($0.text) }
            }
        }
        branches.append(.sequence(items))
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private static func shown(_ byte: UInt8) -> String { String(decoding: [byte], as: UTF8.self) }

    private func name(_ reader: inout Reader, until end: UInt8) throws(RuleError) -> String {
        let name = reader.rest.prefix { $0 != end }
        reader.rest = reader.rest.dropFirst(name.count)
        guard reader.rest.popFirst() == end else { throw reader.error("a \(Self.shown(end)) is missing") }
        return String(decoding: name, as: UTF8.self)
    }

    private func slot(_ text: String, _ reader: Reader) throws(RuleError) -> PatternNode {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, parts.allSatisfy(Self.isName), let name = parts.first, let kind = parts.last else {
            throw reader.error("{\(text)} must be {name} or {name:kind}, of letters, digits and _")
        }
        return .slot(name: name, kind: kind)
    }

    private mutating func synonym(_ name: String, _ reader: Reader) throws(RuleError) -> PatternNode {
        if let known = known[name] { return known }
        guard let pattern = synonyms[name] else {
            let known = synonyms.keys.sorted().joined(separator: ", ")
            throw reader.error("there are no synonyms <\(name)>; there are: \(known.isEmpty ? "none" : known)")
        }
        let node = try parse(pattern, depth: reader.depth + 1)
        known[name] = node
        return node
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
            }
    }
}
