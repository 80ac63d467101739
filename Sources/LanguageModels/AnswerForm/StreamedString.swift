/// The inside of a JSON string, scalar by scalar, whose escapes may come in pieces.
///
/// What a model writes is not always JSON: line ends and tabs as they are, unknown escapes and halves of surrogate pairs
/// are taken, the last as U+FFFD.
struct StreamedString: Sendable {
    private enum State: Sendable {
        case plain
        /// After a backslash.
        case escape
        /// After `\u` and some of its four digits.
        case digits(value: UInt32, count: Int)
    }

    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    private var state = State.plain
    /// The first half of a surrogate pair, whose second one may come.
    private var high: UInt32?

    /// Takes the next scalar and adds what it means to `text`.
    ///
    /// - Returns: whether it was the closing quote.
    mutating func take(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) -> Bool {
        switch state {
        case .plain where scalar == "\\": state = .escape
        case .plain:
            closeHalf(into: &text)
            if scalar == "\"" { return true }
            text.append(scalar)
        case .escape where scalar == "u": state = .digits(value: 0, count: 0)
        case .escape:
            closeHalf(into: &text)
            text.append(Self.meaning(of: scalar))
            state = .plain
        case .digits(let value, let count):
            guard let digit = Self.value(of: scalar) else {
                // Not an escape after all; what stands there may even be the closing quote.
                closeHalf(into: &text)
                text.append(Self.replacement)
                state = .plain
                return take(scalar, into: &text)
            }
            let value = value << 4 | digit
            state = count == 3 ? .plain : .digits(value: value, count: count + 1)
            if count == 3 { add(value, to: &text) }
        }
        return false
    }

    /// No more will come.
    mutating func finish(into text: inout String.UnicodeScalarView) {
        closeHalf(into: &text)
    }

    private mutating func add(_ unit: UInt32, to text: inout String.UnicodeScalarView) {
        if let first = high, (0xDC00...0xDFFF).contains(unit) {
            high = nil
            text.append(Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00)) ?? Self.replacement)
            return
        }
        closeHalf(into: &text)
        if (0xD800...0xDBFF).contains(unit) {
            high = unit
        } else {
            text.append(Unicode.Scalar(unit) ?? Self.replacement)
        }
    }

    private mutating func closeHalf(into text: inout String.UnicodeScalarView) {
        if high.take() != nil { text.append(Self.replacement) }
    }

    private static func meaning(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "b": "\u{8}"
        case "f": "\u{C}"
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        default: scalar
        }
    }

    private static func value(of digit: Unicode.Scalar) -> UInt32? {
        switch digit {
        case "0"..."9": digit.value - 0x30
        case "a"..."f": digit.value - 0x61 + 10
        case "A"..."F": digit.value - 0x41 + 10
        default: nil
        }
    }
}
