private import Tools

/// English arithmetic: `five times three`, `12 * (3 + 4)`, `15 percent of 80`, `the square root of 2`, `4 squared`.
/// The value is a formula: `15 / 100 * 80`. A number alone is none.
struct ExpressionReader: SpanReader {
    let words: NumberWords

    private static let operators: [([String], String)] = [
        (["plus"], "+"), (["+"], "+"), (["minus"], "-"), (["-"], "-"), (["times"], "*"), (["multiplied", "by"], "*"),
        (["x"], "*"), (["*"], "*"), (["\u{D7}"], "*"), (["divided", "by"], "/"), (["over"], "/"), (["/"], "/"),
        (["\u{F7}"], "/"), (["to", "the", "power", "of"], "^"), (["^"], "^"), (["modulo"], "%"), (["mod"], "%"),
    ]

    private static let percent: [[String]] = [["percent", "of"], ["per", "cent", "of"], ["%", "of"]]

    /// The deepest brackets.
    private static let maximumDepth = 20

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var cursor = WordCursor(row, at: start)
        guard let (text, isFormula) = formula(&cursor, depth: 0), isFormula else { return [] }
        return [Span(end: cursor.place, value: text)]
    }

    private func formula(_ cursor: inout WordCursor, depth: Int) -> (String, Bool)? {
        guard depth < Self.maximumDepth, var (text, isFormula) = term(&cursor, depth: depth) else { return nil }
        while let (sign, right) = cursor.attempt({ cursor -> (String, String)? in
            guard let sign = Self.operators.first(where: { cursor.take(all: $0.0) })?.1,
                let right = term(&cursor, depth: depth)
            else { return nil }
            return (sign, right.0)
        }) {
            text += " \(sign) \(right)"
            isFormula = true
        }
        return (text, isFormula)
    }

    private func term(_ cursor: inout WordCursor, depth: Int) -> (String, Bool)? {
        guard depth < Self.maximumDepth, var (text, isFormula) = cursor.attempt({ operand(&$0, depth: depth) }) else {
            return nil
        }
        if cursor.take("squared") { (text, isFormula) = ("\(text) ^ 2", true) }
        if cursor.take("cubed") { (text, isFormula) = ("\(text) ^ 3", true) }
        if Self.percent.contains(where: { cursor.take(all: $0) }), let whole = term(&cursor, depth: depth + 1) {
            return ("\(text) / 100 * \(whole.0)", true)
        }
        return (text, isFormula)
    }

    private func operand(_ cursor: inout WordCursor, depth: Int) -> (String, Bool)? {
        _ = cursor.take("the")
        if cursor.take(all: ["square", "root", "of"]) || cursor.take("sqrt") {
            return term(&cursor, depth: depth + 1).map { ("sqrt(\($0.0))", true) }
        }
        if cursor.take(all: ["half", "of"]) { return term(&cursor, depth: depth + 1).map { ("0.5 * \($0.0)", true) } }
        if cursor.take("(") {
            guard let inner = formula(&cursor, depth: depth + 1), cursor.take(")") else { return nil }
            return ("(\(inner.0))", inner.1)
        }
        if cursor.take("pi") { return ("pi", false) }
        guard let number = NumberReader(words: words).number(&cursor) else { return nil }
        return (SpokenNumber.plain(number, places: 10), false)
    }
}
