/// A body that can be read without the decoder, where its members are in the form in which they mostly come.
protocol PlainBody: FrameBody {
    /// Takes a member. False: it is not in the form in which it mostly comes, which is not said to be wrong.
    mutating func take(_ name: String, _ value: ArraySlice<UInt8>) -> Bool

    /// The members without which there is no such body, beside those that say what it is about.
    static var needed: [String] { get }
}

extension RawFrame {
    /// `body` with all the members that the frame has; `nil` where one is not in the form in which it mostly comes.
    func filled<Body: PlainBody>(_ body: Body) -> Body? {
        var filled = body
        var names: [String] = []
        var isPlain = true
        var cursor = JSONCursor(self.body)
        // The body is an object: this frame was made of it.
        try? cursor.scanObject { (key, value) throws(FrameError) in
            let name = String(decoding: self.body[key], as: UTF8.self)
            // With an escape it may be the name of another; which of two of one name holds, the decoder knows.
            let isClear = !self.body[key].contains(UInt8(ascii: "\\")) && !names.contains(name)
            names.append(name)
            if !isClear || !filled.take(name, self.body[value]) { isPlain = false }
        }
        return isPlain && Body.needed.allSatisfy(names.contains) ? filled : nil
    }
}
