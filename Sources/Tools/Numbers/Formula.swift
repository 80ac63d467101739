private import Glibc

/// Arithmetic: `+ - * / % ^`, brackets, `sqrt`, `abs`, `round`, `pi`. `15%` is 0.15 where no number follows.
enum Formula {
    /// The longest formula, in bytes.
    private static let longest = 500

    /// Brackets and powers in each other.
    private static let deepest = 40

    /// - Throws: `bad_arguments` where it is no formula or has no value.
    static func value(of text: String) throws(ToolError) -> Double {
        guard text.utf8.count <= longest else {
            throw ToolError(.badArguments, "the formula is longer than \(longest) bytes")
        }
        var parser = Parser(rest: Array(text.lowercased().unicodeScalars)[...])
        let value = try parser.sum(depth: 0)
        guard parser.isAtEnd else { throw parser.error("an operator such as +") }
        guard value.isFinite else {
            throw ToolError(.badArguments, "the result is too large", spoken: "That number is too large for me.")
        }
        return value
    }

    private struct Parser {
        var rest: ArraySlice<Unicode.Scalar>

        var isAtEnd: Bool {
            mutating get {
                skipSpace()
                return rest.isEmpty
            }
        }

        mutating func skipSpace() {
            while let first = rest.first, first == " " || first == "\t" || first == "\n" { rest.removeFirst() }
        }

        mutating func take(_ signs: Unicode.Scalar...) -> Bool {
            skipSpace()
            guard let first = rest.first, signs.contains(first) else { return false }
            rest.removeFirst()
            return true
        }

        func error(_ expected: String) -> ToolError {
            var found = String.UnicodeScalarView()
            found.append(contentsOf: rest.prefix(20))
            return ToolError(
                .badArguments,
                "the formula needs \(expected)\(rest.isEmpty ? " at its end" : " before '\(String(found))'")",
                spoken: "Sorry, I can't work that out."
            )
        }

        mutating func sum(depth: Int) throws(ToolError) -> Double {
            var value = try product(depth: depth)
            while true {
                if take("+") {
                    value += try product(depth: depth)
                } else if take("-", "\u{2212}") {
                    value -= try product(depth: depth)
                } else {
                    return value
                }
            }
        }

        private mutating func product(depth: Int) throws(ToolError) -> Double {
            var value = try power(depth: depth)
            while true {
                if take("*", "\u{D7}") {
                    value *= try power(depth: depth)
                } else if take("/", "\u{F7}") {
                    value /= try divisor(depth: depth)
                } else if isModulo, take("%") {
                    value = fmod(value, try divisor(depth: depth))
                } else {
                    return value
                }
            }
        }

        private mutating func divisor(depth: Int) throws(ToolError) -> Double {
            let value = try power(depth: depth)
            guard value != 0 else {
                throw ToolError(
                    .badArguments,
                    "nothing can be divided by zero",
                    spoken: "Nothing can be divided by zero."
                )
            }
            return value
        }

        /// A percent sign with a number after it.
        private var isModulo: Bool {
            mutating get {
                skipSpace()
                guard rest.first == "%" else { return false }
                let next = rest.dropFirst().first { $0 != " " }
                return next.map { ("0"..."9").contains($0) || $0 == "(" || ("a"..."z").contains($0) } ?? false
            }
        }

        private mutating func power(depth: Int) throws(ToolError) -> Double {
            guard depth < Formula.deepest else { throw error("fewer brackets in each other") }
            if take("-", "\u{2212}") { return -(try power(depth: depth + 1)) }
            if take("+") { return try power(depth: depth + 1) }
            var base = try operand(depth: depth)
            skipSpace()
            if rest.first == "%", !isModulo {
                rest.removeFirst()
                base /= 100
            }
            guard take("^") else { return base }
            return pow(base, try power(depth: depth + 1))
        }

        private mutating func operand(depth: Int) throws(ToolError) -> Double {
            if take("(") {
                let value = try sum(depth: depth + 1)
                guard take(")") else { throw error("a )") }
                return value
            }
            skipSpace()
            let name = rest.prefix { ("a"..."z").contains($0) }
            if !name.isEmpty { return try named(text(name), depth: depth) }
            let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
            guard let number = Double(text(digits)) else { throw error("a number") }
            rest = rest.dropFirst(digits.count)
            return number
        }

        private mutating func named(_ name: String, depth: Int) throws(ToolError) -> Double {
            guard ["pi", "sqrt", "abs", "round"].contains(name) else { throw error("a number, sqrt, abs, round or pi") }
            rest = rest.dropFirst(name.unicodeScalars.count)
            if name == "pi" { return Double.pi }
            guard take("(") else { throw error("a (") }
            let value = try sum(depth: depth + 1)
            guard take(")") else { throw error("a )") }
            if name == "abs" { return abs(value) }
            if name == "round" { return value.rounded() }
            guard value >= 0 else {
                throw ToolError(
                    .badArguments,
                    "a number below zero has no square root",
                    spoken: "A number below zero has no square root that I know."
                )
            }
            return value.squareRoot()
        }

        private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
    }
}
