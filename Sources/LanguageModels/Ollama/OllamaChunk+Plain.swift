private import JSONReading

extension OllamaChunk {
    /// A token's line in the form in which it mostly comes; `nil` is any other line, right or wrong, which is the decoder's.
    ///
    /// There are thirty a second of each answer, and Foundation's decoder takes several times as long.
    init?(plain line: [UInt8]) {
        guard JSONText.isUTF8(line) else { return nil }
        var message: Message?
        var done: Bool?
        let isPlain = PlainJSON.read(line, needed: ["message", "done"]) { name, value in
            switch name {
            case "message": PlainJSON.put(Message(plain: value), into: &message)
            case "done": PlainJSON.put(PlainJSON.boolean(value), into: &done)
            case "done_reason", "error": false
            default: true
            }
        }
        guard isPlain else { return nil }
        self.init(message: message, done: done, done_reason: nil, error: nil)
    }
}

extension OllamaChunk.Message {
    fileprivate init?(plain object: ArraySlice<UInt8>) {
        var content: String?
        let isPlain = PlainJSON.read(Array(object), needed: ["content"]) { name, value in
            switch name {
            case "content": PlainJSON.put(PlainJSON.string(value), into: &content)
            case "tool_calls": false
            default: true
            }
        }
        guard isPlain else { return nil }
        self.init(content: content, tool_calls: nil)
    }
}
