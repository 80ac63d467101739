private import JSONReading

extension RawFrame {
    /// A `token` whose members are in the form in which they mostly come; `nil` where one is not.
    func plainToken() -> Token? {
        guard let turnID else { return nil }
        return filled(Token(session: turnID.session, turn: turnID.turn, text: ""))
    }
}

extension Token: PlainBody {
    static var needed: [String] { ["text"] }

    mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
        switch name {
        case "text": PlainJSON.put(PlainJSON.string(value), into: &text)
        case "at": PlainJSON.put(PlainJSON.integer(value), into: &at)
        case "start": PlainJSON.put(PlainJSON.integer(value), into: &start)
        default: true
        }
    }
}

extension Token {
    /// Appends the frame's JSON: there are thirty a second of each turn, and Foundation's encoder takes several times as long.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"type":"token""#.utf8)
        if let at { bytes.append(contentsOf: #","at":\#(at)"#.utf8) }
        bytes.append(contentsOf: #","session":"#.utf8)
        JSONText.append(session, to: &bytes)
        if let start { bytes.append(contentsOf: #","start":\#(start)"#.utf8) }
        bytes.append(contentsOf: #","text":"#.utf8)
        JSONText.append(text, to: &bytes)
        bytes.append(contentsOf: #","turn":\#(turn)}"#.utf8)
    }
}
