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
        case "text":
            guard let text = PlainJSON.string(value) else { return false }
            self.text = text
            return true
        case "source":
            source = PlainJSON.integers(value)
            return source != nil
        case "voice":
            voice = PlainJSON.string(value)
            return voice != nil
        case "rate":
            rate = PlainJSON.integer(value)
            return rate != nil
        case "language":
            language = PlainJSON.string(value)
            return language != nil
        case "cache":
            cache = PlainJSON.boolean(value)
            return cache != nil
        case "at":
            at = PlainJSON.integer(value)
            return at != nil
        default:
            // Which phrase it is was read when the frame was made; what is not known is nobody's.
            return true
        }
    }
}
