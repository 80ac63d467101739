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
