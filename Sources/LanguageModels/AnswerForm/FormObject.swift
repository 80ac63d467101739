/// An object of the JSON form while it is being written: the text of its `response` comes out as it comes in, the other
/// members are kept for the end.
///
/// Only a `response` of the object itself is taken, only the first, and only if it is a text. Members may be of any kind
/// and in any order. A quote inside the response that should have been escaped is taken as text where neither a comma nor
/// a closing brace follows it.
struct FormObject: Sendable {
    enum Status: Sendable, Equatable {
        /// It goes on.
        case open
        /// It is whole.
        case closed
        /// What came cannot stand there.
        case broken
    }

    /// The names that the form knows.
    static let names: Set<String> = ["intent", "entities", "confidence", "response"]

    /// In Unicode scalars, of all that is kept: an object that is larger is broken.
    static let limit = 1 << 16

    private enum State: Sendable {
        /// After the opening brace or a comma.
        case key
        case inKey(StreamedString)
        case colon
        case value
        /// In a value that is kept, up to a comma or brace on the object's own level.
        case kept(depth: Int, isInString: Bool, isEscaped: Bool)
        case speech(StreamedString)
        /// After a quote in the response that may be its end, and the white space after that.
        case maybeEnd
        case afterSpeech
    }

    private var state = State.key
    private var key = String.UnicodeScalarView()
    private var kept = String.UnicodeScalarView()
    private var length = 0
    /// What stands after a quote that may be the response's end.
    private var gap = String.UnicodeScalarView()

    /// The members but the response, each as its JSON text.
    private(set) var members: [String: String] = [:]
    /// The response as far as it has come; `nil` before its start.
    var response: String? { spoken.map { String($0) } }
    private var spoken: String.UnicodeScalarView?
    /// The name of the first member, as soon as a colon has followed it.
    private(set) var firstName: String?

    /// The beginning of a first name that is not whole.
    var nameSoFar: String? { firstName == nil ? String(key) : nil }

    /// Takes the next scalar after the opening brace, and adds what is to be spoken to `text`.
    mutating func take(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) -> Status {
        switch state {
        case .key: return takeKey(scalar)
        case .inKey(var string):
            guard keep(1) else { return .broken }
            state = string.take(scalar, into: &key) ? .colon : .inKey(string)
        case .colon:
            if scalar.isJSONSpace { return .open }
            guard scalar == ":" else { return .broken }
            firstName = firstName ?? String(key)
            state = .value
        case .value: return takeValue(scalar)
        case .kept(let depth, let isInString, let isEscaped):
            return keep(scalar, depth, isInString: isInString, isEscaped: isEscaped)
        case .speech(let string): speak(scalar, string, into: &text)
        case .maybeEnd: return takeAfterQuote(scalar, into: &text)
        case .afterSpeech: return .broken
        }
        return .open
    }

    /// No more will come: adds what was held back of the response to `text`.
    mutating func finish(into text: inout String.UnicodeScalarView) {
        guard case .speech(var string) = state else { return }
        var rest = String.UnicodeScalarView()
        string.finish(into: &rest)
        pass(rest, to: &text)
    }

    private mutating func takeKey(_ scalar: Unicode.Scalar) -> Status {
        switch scalar {
        case "\"":
            key.removeAll()
            state = .inKey(StreamedString())
        case "}": return .closed
        case ",": return firstName == nil ? .broken : .open
        default: return scalar.isJSONSpace ? .open : .broken
        }
        return .open
    }

    private mutating func takeValue(_ scalar: Unicode.Scalar) -> Status {
        if scalar.isJSONSpace { return .open }
        if scalar == "\"", spoken == nil, String(key) == "response" {
            spoken = String.UnicodeScalarView()
            state = .speech(StreamedString())
            return .open
        }
        guard scalar.startsJSONValue else { return .broken }
        kept.removeAll()
        return keep(scalar, 0, isInString: false, isEscaped: false)
    }

    private mutating func keep(
        _ scalar: Unicode.Scalar,
        _ depth: Int,
        isInString: Bool,
        isEscaped: Bool
    ) -> Status {
        guard keep(1) else { return .broken }
        if isInString {
            addToString(scalar)
            state = .kept(
                depth: depth,
                isInString: isEscaped || scalar != "\"",
                isEscaped: !isEscaped && scalar == "\\"
            )
            return .open
        }
        var depth = depth
        switch scalar {
        case ",", "}":
            if depth == 0 {
                members[String(key)] = members[String(key)] ?? String(kept)
                state = .key
                return scalar == "}" ? .closed : .open
            }
            if scalar == "}" { depth -= 1 }
        case "{", "[": depth += 1
        case "]":
            guard depth > 0 else { return .broken }
            depth -= 1
        default: break
        }
        kept.append(scalar)
        state = .kept(depth: depth, isInString: scalar == "\"", isEscaped: false)
        return .open
    }

    /// Line ends and tabs in a string are no JSON, but models write them.
    private mutating func addToString(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n": keepEscape("n")
        case "\r": keepEscape("r")
        case "\t": keepEscape("t")
        default: kept.append(scalar)
        }
    }

    private mutating func keepEscape(_ letter: Unicode.Scalar) {
        kept.append("\\")
        kept.append(letter)
    }

    private mutating func speak(
        _ scalar: Unicode.Scalar,
        _ string: StreamedString,
        into text: inout String.UnicodeScalarView
    ) {
        var string = string
        var piece = String.UnicodeScalarView()
        let isEnd = string.take(scalar, into: &piece)
        pass(piece, to: &text)
        gap.removeAll()
        state = isEnd ? .maybeEnd : .speech(string)
    }

    private mutating func takeAfterQuote(
        _ scalar: Unicode.Scalar,
        into text: inout String.UnicodeScalarView
    ) -> Status {
        if scalar.isJSONSpace {
            gap.append(scalar)
            return keep(1) ? .open : .broken
        }
        if scalar == "," || scalar == "}" {
            state = scalar == "}" ? .afterSpeech : .key
            return scalar == "}" ? .closed : .open
        }
        let missed = "\"".unicodeScalars + gap
        pass(missed, to: &text)
        speak(scalar, StreamedString(), into: &text)
        return .open
    }

    /// One by one: to append them together reserves just the room for them, and copies all that came before each time.
    private mutating func pass(_ piece: String.UnicodeScalarView, to text: inout String.UnicodeScalarView) {
        for scalar in piece {
            text.append(scalar)
            spoken?.append(scalar)
        }
    }

    /// Counts what is kept; false: it is too much.
    private mutating func keep(_ count: Int) -> Bool {
        length += count
        return length <= Self.limit
    }
}

extension Unicode.Scalar {
    /// White space as JSON knows it.
    var isJSONSpace: Bool { self == " " || self == "\n" || self == "\r" || self == "\t" }

    fileprivate var startsJSONValue: Bool {
        switch self {
        case "\"", "{", "[", "-", "0"..."9", "t", "f", "n": true
        default: false
        }
    }
}
