/// Drops a model's thinking from its answer: `<think>…</think>`, also `<thinking>` and `<reasoning>`, in any case.
///
/// A tag may be cut across chunks. A block that is never closed is dropped whole; the beginning of a tag at the end of
/// the answer is text. A closing tag alone is dropped, too: some prompts open the block themselves. A tag behind a
/// backtick is mentioned, not used. White space after a block at the answer's start goes with it.
package struct ThinkingFilter: Sendable {
    private static let names = ["think", "thinking", "reasoning"]

    private enum State: Sendable {
        case visible
        case hidden(name: String)
    }

    private var state = State.visible
    /// The beginning of what may be a tag.
    private var held: [Unicode.Scalar] = []
    private var previous: Unicode.Scalar?
    /// Nothing visible has come, but a block has.
    private var dropsSpace = false

    package init() {}

    /// Takes the next chunk and returns what of it, and of what was held, is visible.
    package mutating func pass(_ chunk: String) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in chunk.unicodeScalars {
            take(scalar, into: &visible)
        }
        return String(visible)
    }

    /// The answer is complete: returns what was held back.
    package mutating func finish() -> String {
        defer { held = [] }
        if case .hidden = state {
            return ""
        }
        return held.text
    }

    private mutating func take(_ scalar: Unicode.Scalar, into visible: inout String.UnicodeScalarView) {
        if held.isEmpty {
            scalar == "<" && previous != "`" ? held.append(scalar) : show(scalar, &visible)
            return
        }
        let next = held + [scalar]
        let lowercase = next.lowercasedText
        if let name = Self.names.first(where: { lowercase == "<\($0)>" }) {
            held = []
            if case .visible = state {
                state = .hidden(name: name)
            }
            dropsSpace = dropsSpace || previous == nil
        } else if let name = Self.names.first(where: { lowercase == "</\($0)>" }) {
            held = []
            close(name)
        } else if Self.names.contains(where: { "<\($0)>".hasPrefix(lowercase) || "</\($0)>".hasPrefix(lowercase) }) {
            held = next
        } else {
            let waiting = held
            held = []
            waiting.forEach { show($0, &visible) }
            take(scalar, into: &visible)
        }
    }

    private mutating func close(_ name: String) {
        switch state {
        case .visible:
            dropsSpace = dropsSpace || previous == nil
        case .hidden(let open) where open == name:
            state = .visible
        case .hidden:
            break
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar, _ visible: inout String.UnicodeScalarView) {
        guard case .visible = state else { return }
        if dropsSpace, scalar.properties.isWhitespace {
            return
        }
        dropsSpace = false
        previous = scalar
        visible.append(scalar)
    }
}
