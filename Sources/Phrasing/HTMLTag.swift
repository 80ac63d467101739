/// Tells HTML and SSML tags from a `<` that is one.
enum HTMLTag {
    enum Verdict: Equatable {
        case undecided
        case text
        /// A tag or a comment; `breaks` when a line ends there.
        case tag(breaks: Bool)
    }

    /// A longer one is text.
    private static let maximumLength = 512

    /// What `held`, which begins with `<`, becomes with `next`.
    static func verdict(on held: [Unicode.Scalar], next: Unicode.Scalar) -> Verdict {
        if held.count == 1 {
            return next.isASCIILetter || next == "/" || next == "!" ? .undecided : .text
        }
        if held.count >= maximumLength {
            return .text
        }
        return held[1] == "!" ? comment(held, next) : tag(held, next)
    }

    private static func comment(_ held: [Unicode.Scalar], _ next: Unicode.Scalar) -> Verdict {
        if held.count < 4 {
            return next == "-" ? .undecided : .text
        }
        return next == ">" && held.count >= 6 && held.suffix(2) == ["-", "-"] ? .tag(breaks: false) : .undecided
    }

    private static func tag(_ held: [Unicode.Scalar], _ next: Unicode.Scalar) -> Verdict {
        if next == "<" || next == "\n" {
            return .text
        }
        let isNaming = held.count <= 14 && held.dropFirst(2).allSatisfy(isNamePart)
        if isNaming, isNamePart(next) || (held == ["<", "/"] && next.isASCIILetter) {
            return .undecided
        }
        guard let breaks = known[name(of: held)] else { return .text }
        if next == ">" {
            return .tag(breaks: breaks)
        }
        return isNaming && !(next.isBlank || next == "/") ? .text : .undecided
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIILetter || scalar.isASCIIDigit || scalar == "-"
    }

    private static func name(of held: [Unicode.Scalar]) -> String {
        held.dropFirst().drop { $0 == "/" }.prefix(while: isNamePart).lowercasedText
    }

    /// The tags that models write, and whether a line ends at them.
    private static let known: [String: Bool] = {
        let inline = """
            a abbr b big blockquote center cite code del em font i img ins kbd mark q s samp small span strike strong
            sub sup u var audio break emphasis lang phoneme prosody say-as speak voice
            """
        let breaking = """
            br dd details div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td th thead tr ul
            """
        var tags: [String: Bool] = [:]
        for name in inline.split(whereSeparator: \.isWhitespace) { tags[String(name)] = false }
        for name in breaking.split(whereSeparator: \.isWhitespace) { tags[String(name)] = true }
        return tags
    }()
}

/// The entities that models write.
enum HTMLEntities {
    /// `&` and the longest name.
    static let maximumLength = 9

    static func meaning(of name: String) -> Unicode.Scalar? {
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        }
        if name.hasPrefix("#") {
            return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        }
        return named[name]
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
        "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
        "copy": "©", "deg": "°", "euro": "€", "pound": "£", "times": "×", "middot": "·",
    ]
}
