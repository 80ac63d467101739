/// A bare web address. Its host is what people say: `https://www.example.com/a?b=c` is heard as `example.com`.
struct WebAddress: Sendable {
    enum Verdict: Sendable, Equatable {
        /// Part of the host: spoken.
        case spoken
        /// Part of what is not spoken.
        case skipped
        /// Punctuation that may end the address, or the sentence.
        case waits
        /// What was taken for the host is a user's name, or `www.`.
        case notHost
        case end
    }

    private enum Part { case host, port, path, file }
    private var part = Part.host
    private var depth = 0
    private var hostLength = 0
    private var ws = 0
    private(set) var start: Int
    private var last: Int

    /// It stands between `<` and `>`.
    let isBracketed: Bool

    init(start: Int, isBracketed: Bool) {
        self.start = start
        self.isBracketed = isBracketed
        self.last = start
    }

    /// More punctuation than this in a row is not kept.
    static let longestPunctuation = 8

    /// Where the address ends, without punctuation that stands behind it.
    func end(at position: Int) -> Int { min(last, position) }

    mutating func take(_ scalar: Unicode.Scalar, at position: Int) -> Verdict {
        let verdict =
            switch part {
            case .host: takeHost(scalar)
            case .port: takePort(scalar)
            case .path: takePath(scalar)
            case .file: isURLScalar(scalar) || scalar == "." ? Verdict.spoken : .end
            }
        if verdict != .waits, verdict != .end {
            last = position + 1
        }
        if verdict == .notHost {
            start = position + 1
        }
        return verdict
    }

    private mutating func takeHost(_ scalar: Unicode.Scalar) -> Verdict {
        switch scalar {
        case "/":
            part = hostLength == 0 ? .file : .path
            return .skipped
        case "?", "#":
            part = .path
            return .waits
        case ":":
            part = .port
            return .waits
        case "@":
            hostLength = 0
            return .notHost
        case "." where hostLength == 3 && ws == 3:
            hostLength = 0
            return .notHost
        case ".", "-":
            hostLength += 1
            return .spoken
        default:
            hostLength += 1
            ws += scalar == "w" || scalar == "W" ? 1 : 0
            return scalar.isAlphanumeric && !scalar.isIdeograph ? .spoken : .end
        }
    }

    private mutating func takePort(_ scalar: Unicode.Scalar) -> Verdict {
        if scalar.isASCIIDigit {
            return .skipped
        }
        guard scalar == "/" || scalar == "?" else { return .end }
        part = .path
        return .skipped
    }

    private mutating func takePath(_ scalar: Unicode.Scalar) -> Verdict {
        switch scalar {
        case "(":
            depth += 1
            return .skipped
        case ")" where depth > 0:
            depth -= 1
            return .skipped
        case ".", ",", ";", ":", "!", "?", "'", ")", "*", "_", "~":
            return .waits
        default:
            return isURLScalar(scalar) ? .skipped : .end
        }
    }

    private func isURLScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x80 {
            return scalar.isAlphanumeric && !scalar.isIdeograph
        }
        return scalar.isAlphanumeric || "-_~%/=&+$@#".unicodeScalars.contains(scalar)
    }
}

/// Sees where an address begins: behind `scheme://` or `www.`.
struct AddressStart: Sendable {
    private var start: Int?
    private var length = 0
    private var ws = 0
    private var slashes = -1
    /// The word began with something that no scheme begins with.
    private var isInWord = false
    /// The word stands behind `<`.
    private(set) var isBracketed = false

    /// The longest name of a scheme.
    private static let maximumLength = 16

    /// Where the address begins, when `scalar` is the one that shows it.
    mutating func take(_ scalar: Unicode.Scalar, at position: Int) -> Int? {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "+", "-":
            takeWord(scalar, at: position)
            return nil
        case ".":
            let isWeb = length == 3 && ws == 3
            let begin = start
            takeWord(scalar, at: position)
            return isWeb ? begin : nil
        case ":" where length >= 2 && length <= Self.maximumLength:
            slashes = 0
            return nil
        case "/" where slashes >= 0:
            slashes += 1
            return slashes == 2 ? start : nil
        default:
            self = AddressStart()
            isBracketed = scalar == "<"
            isInWord = scalar.isAlphanumeric && !scalar.isIdeograph
            return nil
        }
    }

    private mutating func takeWord(_ scalar: Unicode.Scalar, at position: Int) {
        if slashes >= 0 {
            self = AddressStart()
        }
        if start == nil {
            guard !isInWord, scalar.isASCIILetter else {
                isInWord = true
                return
            }
            start = position
        }
        length += 1
        ws += scalar == "w" || scalar == "W" ? 1 : 0
    }
}
