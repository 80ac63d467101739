/// Finds out, scalar by scalar, what mark a line begins with.
struct LineStart: Sendable {
    enum Verdict: Sendable, Equatable {
        /// The next scalar may decide.
        case undecided
        /// No mark: the line is text.
        case text
        /// Nothing on the line.
        case blank
        /// A quote's mark, or the box of a task: more marks may follow.
        case quote
        case heading
        case item
        /// An item's number.
        case number(Int)
        /// A line across.
        case rule
        /// Begins or ends a code block: the mark and how many there are. The scalar that told is not part of it.
        case fence(Unicode.Scalar, Int)
        case row
    }

    private var first: Unicode.Scalar?
    private var count = 0
    private var length = 1
    private var number = 0
    private var isNumberClosed = false
    private var hasSpace = false
    /// Behind a list mark, `[ ]` and `[x]` are boxes.
    private var box: Int?

    /// A longer run of marks decorates.
    private static let longestRun = 64

    init(afterItem: Bool = false) {
        box = afterItem ? 0 : nil
    }

    /// A run that is a rule, or a heading's underline, if the text ends here.
    var isRuleAtEnd: Bool {
        switch first {
        case "-", "*", "_": count >= 3
        case "=": count >= 2
        default: false
        }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Verdict {
        guard let first else { return begin(with: scalar) }
        switch first {
        case "#": return takeHeading(scalar)
        case "-", "+", "*", "_", "=", "•": return takeRun(scalar, of: first)
        case "`", "~": return takeFence(scalar, of: first)
        case "[": return takeBox(scalar)
        default: return takeNumber(scalar)
        }
    }

    private mutating func begin(with scalar: Unicode.Scalar) -> Verdict {
        if scalar == "\n" {
            return .blank
        }
        if scalar.isBlank {
            return .undecided
        }
        first = scalar
        count = 1
        switch scalar {
        case "#", "-", "+", "*", "_", "=", "•", "`", "~": return .undecided
        case ">": return .quote
        case "|": return .row
        case "[" where box != nil: return .undecided
        case "0"..."9":
            number = Int(scalar.value) - 48
            return .undecided
        default: return .text
        }
    }

    private mutating func takeHeading(_ scalar: Unicode.Scalar) -> Verdict {
        if scalar == "#", count < 6 {
            count += 1
            return .undecided
        }
        return scalar.isBlank ? .heading : .text
    }

    /// `- ` and `* ` are items; three or more alone on the line are a rule.
    private mutating func takeRun(_ scalar: Unicode.Scalar, of mark: Unicode.Scalar) -> Verdict {
        length += 1
        if length > Self.longestRun {
            return .rule
        }
        if scalar == mark, !hasSpace {
            count += 1
            return .undecided
        }
        if scalar == "\n" {
            return isRuleAtEnd ? .rule : count == 1 && mark != "_" && mark != "=" ? .item : .text
        }
        guard scalar.isBlank else { return .text }
        if count == 1, mark != "_", mark != "=" {
            return .item
        }
        hasSpace = true
        return isRuleAtEnd ? .undecided : .text
    }

    private mutating func takeFence(_ scalar: Unicode.Scalar, of mark: Unicode.Scalar) -> Verdict {
        if scalar == mark {
            count += 1
            return count < Self.longestRun ? .undecided : .fence(mark, count - 1)
        }
        return count >= 3 ? .fence(mark, count) : .text
    }

    private mutating func takeBox(_ scalar: Unicode.Scalar) -> Verdict {
        count += 1
        switch count {
        case 2: return [" ", "x", "X"].contains(scalar) ? .undecided : .text
        case 3: return scalar == "]" ? .undecided : .text
        default: return scalar.isBlank ? .quote : .text
        }
    }

    private mutating func takeNumber(_ scalar: Unicode.Scalar) -> Verdict {
        if isNumberClosed {
            return scalar.isBlank && scalar != "\n" ? .number(number) : .text
        }
        if scalar == "." || scalar == ")" {
            isNumberClosed = true
            return .undecided
        }
        guard scalar.isASCIIDigit, count < 3 else { return .text }
        count += 1
        number = number * 10 + Int(scalar.value) - 48
        return .undecided
    }
}
