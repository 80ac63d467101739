/// What of `*`, `_`, `~` and backticks is open, and the run of them that waits for the next scalar.
struct Emphasis: Sendable {
    /// A run of one mark.
    struct Run: Sendable {
        var mark: Unicode.Scalar
        var start: Int
        var count: Int
        /// The scalar before it, nil at a line's start.
        var previous: Unicode.Scalar?
    }

    /// Letters, digits and underscores in a row.
    struct Identifier: Sendable {
        var start: Int
        /// The underscores before the first letter, and after the last one so far.
        var leading = 0
        var trailing = 0
        var hasLetters = false
        var hasInnerUnderscores = false
        var isLowercase = true
        var previous: Unicode.Scalar?
    }

    enum Meaning: Sendable, Equatable { case opens, closes, plain }

    var run: Run?
    var identifier: Identifier?
    /// Between backticks marks are code.
    var isCode = false
    private var codeMarks = 0
    private var openStars = 0
    var openUnderscores = 0

    /// Emphasis does not reach over the end of a block.
    mutating func forget() {
        self = Emphasis()
    }

    /// What a run of stars means between `run.previous` and `next`.
    ///
    /// Both are looked at alone, so that nothing waits for the other end: a star with white space on both sides, in a
    /// product (`2*3`), a power (`a**2`) or a glob (`*.txt`) is plain.
    mutating func meaning(of run: Run, before next: Unicode.Scalar?) -> Meaning {
        let previous = run.previous
        let canClose = previous.map { !$0.isBlank } ?? false
        let canOpen = next.map { !$0.isBlank } ?? false
        let isInWord = (previous?.isAlphanumeric ?? false) && (next?.isAlphanumeric ?? false)
        let isLatinWord = isInWord && !(previous?.isIdeograph ?? false) && !(next?.isIdeograph ?? false)
        if isLatinWord, openStars == 0 || (previous?.isASCIIDigit ?? false) && (next?.isASCIIDigit ?? false) {
            return .plain
        }
        if canClose, openStars > 0, !Self.isOpening(previous) {
            openStars = max(0, openStars - run.count)
            return .closes
        }
        if canOpen, let next, isInWord || !(previous?.isAlphanumeric ?? false) || next.isIdeograph, Self.isContent(next)
        {
            openStars = min(openStars + run.count, 8)
            return .opens
        }
        return .plain
    }

    private static func isOpening(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ScalarClass($0) == .opener } ?? false
    }

    /// What emphasis begins with, unlike a glob.
    private static func isContent(_ scalar: Unicode.Scalar) -> Bool {
        switch ScalarClass(scalar) {
        case .stop, .comma, .closer, .strong, .space, .colon, .semicolon: false
        case .symbol: !"/\\*|=+%^".unicodeScalars.contains(scalar)
        default: true
        }
    }

    /// Backticks open code, or close it when they are as many.
    mutating func takeBackticks(_ count: Int) {
        if !isCode {
            isCode = true
            codeMarks = count
        } else if count == codeMarks {
            isCode = false
        }
    }
}
