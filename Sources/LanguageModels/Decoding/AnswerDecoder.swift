/// One wire format of a streamed answer: bytes cut anywhere in, events out. Pure.
protocol AnswerDecoder {
    mutating func append(_ bytes: [UInt8])

    /// The body is at its end.
    mutating func finish()

    /// The next event, one at a time, so that what stands before a fault is still given out.
    /// - Returns: `nil` when more bytes are needed. After `finished`, what follows is not looked at.
    /// - Throws: `protocolViolation`, or `interruptedAnswer` when the server reports an error or when the
    ///   body has ended and the answer has not.
    mutating func next() throws(ModelError) -> ModelEvent?
}
