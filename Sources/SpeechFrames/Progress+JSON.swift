private import JSONReading

extension RawFrame {
    /// A `progress` whose members are in the form in which they mostly come; `nil` where one is not.
    func plainProgress() -> Progress? {
        guard let turnID, let phrase else { return nil }
        let start = Progress(session: turnID.session, turn: turnID.turn, phrase: phrase, sample: 0, ahead: 0, rate: 0)
        return filled(start)
    }
}

extension Progress: PlainBody {
    static var needed: [String] { ["sample", "ahead", "rate"] }

    mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
        switch name {
        case "sample": PlainJSON.put(PlainJSON.integer(value), into: &sample)
        case "ahead": PlainJSON.put(PlainJSON.integer(value), into: &ahead)
        case "rate": PlainJSON.put(PlainJSON.integer(value), into: &rate)
        case "position": PlainJSON.put(PlainJSON.integer(value), into: &position)
        case "spoken": PlainJSON.put(PlainJSON.integer(value), into: &spoken)
        case "trouble": PlainJSON.put(PlainJSON.string(value), into: &trouble)
        default: true
        }
    }

    /// Appends the frame's JSON: each turn has four a second, to three processes, and Foundation's encoder takes several times as long.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"type":"progress","ahead":\#(ahead),"phrase":\#(phrase)"#.utf8)
        if let position { bytes.append(contentsOf: #","position":\#(position)"#.utf8) }
        bytes.append(contentsOf: #","rate":\#(rate),"sample":\#(sample),"session":"#.utf8)
        JSONText.append(session, to: &bytes)
        if let spoken { bytes.append(contentsOf: #","spoken":\#(spoken)"#.utf8) }
        if let trouble {
            bytes.append(contentsOf: #","trouble":"#.utf8)
            JSONText.append(trouble, to: &bytes)
        }
        bytes.append(contentsOf: #","turn":\#(turn)}"#.utf8)
    }
}
