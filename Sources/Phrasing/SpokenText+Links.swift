// Links and images: their labels are spoken, their targets are not.

extension SpokenText {
    /// Behind `]`.
    mutating func readAfterBracket(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        guard let bracket = brackets.close() else {
            release(before: scalar, into: &sink)
            return
        }
        switch scalar {
        case "(":
            brackets.pending = bracket
            held.append(scalar)
            mode = .target(LinkTarget())
        case "[":
            confirm(bracket, into: &sink)
            held.append(scalar)
            mode = .reference
        case ":" where bracket.isFirst && bracket.isFootnote:
            sink.silence(bracket.start..<position)
            held = []
            mode = .text
        case ":" where bracket.isFirst:
            brackets.pending = bracket
            held.append(scalar)
            mode = .definition
        default:
            releaseBracket(bracket, before: scalar, into: &sink)
        }
    }

    /// A bracket that is no link; a footnote's mark is not read.
    private mutating func releaseBracket(
        _ bracket: OpenBrackets.Bracket,
        before scalar: Unicode.Scalar,
        into sink: inout some SpokenTextSink
    ) {
        if bracket.isFootnote {
            sink.silence(bracket.start..<position)
            held = []
            mode = .text
            readText(scalar, into: &sink)
        } else {
            release(before: scalar, into: &sink)
        }
    }

    mutating func readTarget(_ scalar: Unicode.Scalar, _ target: LinkTarget, into sink: inout some SpokenTextSink) {
        var target = target
        switch target.take(scalar, length: held.count) {
        case .undecided:
            held.append(scalar)
            mode = .target(target)
        case .text:
            release(before: scalar, into: &sink)
        case .end:
            if let bracket = brackets.pending {
                confirm(bracket, into: &sink)
            }
            sink.extend(to: position + 1)
            held = []
            mode = .text
            previous = ")"
        }
    }

    private mutating func confirm(_ bracket: OpenBrackets.Bracket, into sink: inout some SpokenTextSink) {
        sink.silence((bracket.isImage ? bracket.start - 1 : bracket.start)..<(bracket.start + 1))
        brackets.pending = nil
    }

    /// The name in `[label][name]`.
    mutating func readReference(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if scalar == "]" {
            sink.extend(to: position + 1)
            held = []
            mode = .text
            previous = scalar
        } else if scalar == "\n" || held.count > OpenBrackets.longestName {
            release(before: scalar, into: &sink)
        } else {
            held.append(scalar)
        }
    }

    /// The address in `[name]: address`, which takes the rest of the line. Without an address it is text, like
    /// `[Alice]: Hello`.
    mutating func readDefinition(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        guard let bracket = brackets.pending else {
            if scalar == "\n" {
                endDefinition(into: &sink)
            }
            return
        }
        let word = held.dropFirst(2).drop(while: \.isBlank)
        let isComplete = scalar == "\n" || (scalar.isBlank && !word.isEmpty) || word.count == 8
        if isComplete, ["http", "www.", "/", "#", "<", "./"].contains(where: word.text.hasPrefix) {
            sink.silence(bracket.start..<position)
            brackets.pending = nil
            held = []
            if scalar == "\n" {
                endDefinition(into: &sink)
            }
        } else if isComplete || held.count > OpenBrackets.longestName {
            release(before: scalar, into: &sink)
        } else {
            held.append(scalar)
        }
    }

    private mutating func endDefinition(into sink: inout some SpokenTextSink) {
        mode = .text
        lineBreak = .hard
        readText("\n", into: &sink)
    }
}

/// The brackets that may turn out to be links, the innermost last.
struct OpenBrackets: Sendable {
    struct Bracket: Sendable {
        var start: Int
        var isImage: Bool
        /// At the line's start.
        var isFirst: Bool
        var isFootnote = false
    }

    private var open: [Bracket] = []
    /// The one whose target is being read.
    var pending: Bracket?

    /// Links are not nested; an image may stand in one.
    private static let maximumDepth = 4

    /// A longer name of a reference is text.
    static let longestName = 64

    var isOpen: Bool { !open.isEmpty }

    mutating func open(at position: Int, isImage: Bool, isFirst: Bool) {
        if open.count == Self.maximumDepth {
            open.removeFirst()
        }
        open.append(Bracket(start: position, isImage: isImage, isFirst: isFirst))
    }

    /// `[^` marks a footnote.
    mutating func markFootnote(at position: Int) {
        if let last = open.last, last.start == position - 1 {
            open[open.count - 1].isFootnote = true
        }
    }

    mutating func close() -> Bracket? { open.popLast() }

    mutating func forget() {
        open = []
        pending = nil
    }
}

/// What stands between the parentheses of a link: an address without spaces, then perhaps a title in quotes.
struct LinkTarget: Sendable {
    enum Verdict { case undecided, text, end }

    private enum Part { case address, space, title(Unicode.Scalar), afterTitle }
    private var part = Part.address
    private var depth = 0

    /// A longer one is text.
    private static let maximumLength = 2048

    mutating func take(_ scalar: Unicode.Scalar, length: Int) -> Verdict {
        if scalar == "\n" || length >= Self.maximumLength {
            return .text
        }
        switch part {
        case .address: return takeAddress(scalar)
        case .space: return takeSpace(scalar)
        case .title(let quote):
            if scalar == quote {
                part = .afterTitle
            }
            return .undecided
        case .afterTitle:
            return scalar == ")" ? .end : scalar.isBlank ? .undecided : .text
        }
    }

    private mutating func takeAddress(_ scalar: Unicode.Scalar) -> Verdict {
        if scalar == ")", depth == 0 {
            return .end
        }
        if scalar.isBlank {
            part = .space
        } else if scalar == "(" {
            depth += 1
        } else if scalar == ")" {
            depth -= 1
        }
        return .undecided
    }

    private mutating func takeSpace(_ scalar: Unicode.Scalar) -> Verdict {
        switch scalar {
        case ")": return .end
        case "\"", "'": part = .title(scalar)
        case "(": part = .title(")")
        case _ where scalar.isBlank: break
        default: return .text
        }
        return .undecided
    }
}
