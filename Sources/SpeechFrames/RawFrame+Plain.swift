private import JSONReading

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
        let isPlain = PlainJSON.read(self.body, needed: Body.needed) { filled.take($0, $1) }
        return isPlain ? filled : nil
    }
}
