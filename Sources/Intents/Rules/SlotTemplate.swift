/// A text with slots in it: `Turning on the {device}.`
///
/// `{device}` is what the slot is best for there: its words, as they were said, in what is spoken, and its value elsewhere.
/// `{device.said}` and `{device.value}` are the one or the other everywhere. An unfilled slot is nothing.
package struct SlotTemplate: Sendable, Hashable {
    /// What a slot without `.said` and `.value` is.
    package enum Form: Sendable {
        case said, value
    }

    private enum Piece: Sendable, Hashable {
        case text(String)
        case slot(String, Form?)
    }

    private let pieces: [Piece]

    /// As it was written.
    package let source: String

    /// The slots that stand in it.
    package var slots: Set<String> {
        Set(pieces.compactMap { if case .slot(let name, _) = $0 { name } else { nil } })
    }

    /// - Throws: ``RuleError`` where a brace is not closed or no slot's name is in it.
    package init(_ source: String) throws(RuleError) {
        self.source = source
        var pieces: [Piece] = []
        var rest = source[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw RuleError("in \"\(source)\" a } is missing")
            }
            let inner = rest[rest.index(after: open)..<close]
            let parts = inner.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let forms: [String: Form] = ["said": .said, "value": .value]
            guard let name = parts.first, PatternParser.isName(name), parts.count == 1 || forms[parts[1]] != nil,
                parts.count <= 2
            else { throw RuleError("in \"\(source)\", {\(inner)} must be {slot}, {slot.said} or {slot.value}") }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.slot(name, parts.count == 2 ? forms[parts[1]] : nil))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    /// The text with the slots filled; several spaces that unfilled slots leave become one.
    package func text(_ slots: [String: SlotValue], _ form: Form) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain):
                text += text.hasSuffix(" ") && plain.hasPrefix(" ") ? plain.dropFirst() : plain[...]
            case .slot(let name, let own):
                guard let slot = slots[name] else { continue }
                text += (own ?? form) == .said ? slot.said : slot.value
            }
        }
        return text
    }
}

/// What stands in a slot.
package struct SlotValue: Sendable, Hashable {
    /// The words as they were said.
    package var said: String

    /// What they mean: a list's own name for it, a number in digits, or the words where nothing is known of them.
    package var value: String

    package init(said: String, value: String) {
        self.said = said
        self.value = value
    }
}
