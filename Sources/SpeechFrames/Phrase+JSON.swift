extension RawFrame {
    /// A `phrase` whose members are in the form in which they mostly come; `nil` where one is not.
    func decodePlainPhrase() -> Phrase? {
        guard type == .phrase, let turnID, let number = phrase else { return nil }
        var phrase = Phrase(session: turnID.session, turn: turnID.turn, phrase: number, text: "")
        var names: [String] = []
        var isPlain = true
        var cursor = JSONCursor(body)
        // The body is an object: this frame was made of it.
        try? cursor.scanObject { (key, value) throws(FrameError) in
            let name = String(decoding: body[key], as: UTF8.self)
            // With an escape it may be the name of another; which of two of one name holds, the decoder knows.
            let isClear = !body[key].contains(UInt8(ascii: "\\")) && !names.contains(name)
            names.append(name)
            if !isClear || !phrase.take(name, body[value]) { isPlain = false }
        }
        return isPlain && names.contains("text") ? phrase : nil
    }
}

extension Phrase {
    /// Takes a member. False: it is not in the form in which it mostly comes.
    fileprivate mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
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
