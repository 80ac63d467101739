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
