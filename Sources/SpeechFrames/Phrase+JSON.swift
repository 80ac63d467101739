private import JSONReading

extension RawFrame {
    /// A `phrase` whose members are in the form in which they mostly come; `nil` where one is not.
    func plainPhrase() -> Phrase? {
        guard let turnID, let phrase else { return nil }
        return filled(Phrase(session: turnID.session, turn: turnID.turn, phrase: phrase, text: ""))
    }
}

extension Phrase: PlainBody {
    static var needed: [String] { ["text"] }

    mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
        switch name {
        case "text": PlainJSON.put(PlainJSON.string(value), into: &text)
        case "source": PlainJSON.put(PlainJSON.integers(value), into: &source)
        case "voice": PlainJSON.put(PlainJSON.string(value), into: &voice)
        case "rate": PlainJSON.put(PlainJSON.integer(value), into: &rate)
        case "language": PlainJSON.put(PlainJSON.string(value), into: &language)
        case "cache": PlainJSON.put(PlainJSON.boolean(value), into: &cache)
        case "at": PlainJSON.put(PlainJSON.integer(value), into: &at)
        default:
            // Which phrase it is was read when the frame was made; what is not known is nobody's.
            true
        }
    }
}

extension Phrase {
    /// Appends the frame's JSON: each sentence is written by two stages and kept by one, and Foundation's encoder takes several
    /// times as long.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"type":"phrase""#.utf8)
        if let at { bytes.append(contentsOf: #","at":\#(at)"#.utf8) }
        if let cache { bytes.append(contentsOf: #","cache":\#(cache)"#.utf8) }
        if let language { Self.append("language", language, to: &bytes) }
        bytes.append(contentsOf: #","phrase":\#(phrase)"#.utf8)
        if let rate { bytes.append(contentsOf: #","rate":\#(rate)"#.utf8) }
        Self.append("session", session, to: &bytes)
        if let source {
            let numbers = source.map(String.init).joined(separator: ",")
            bytes.append(contentsOf: #","source":[\#(numbers)]"#.utf8)
        }
        Self.append("text", text, to: &bytes)
        bytes.append(contentsOf: #","turn":\#(turn)"#.utf8)
        if let voice { Self.append("voice", voice, to: &bytes) }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ name: StaticString, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #","\#(name)":"#.utf8)
        JSONText.append(text, to: &bytes)
    }
}
