extension ModelError {
    /// A line that is not what the protocol has there.
    static func garbage(_ line: some Collection<UInt8>, in wire: String) -> ModelError {
        ModelError(
            code: .protocolViolation,
            message: "the model server sent something that is not \(wire): '\(Excerpt(line))'"
        )
    }

    static let endlessLine = ModelError(
        code: .protocolViolation,
        message: "the model server sent a line of more than \(LineDecoder.longestLine / 1_048_576) MiB"
    )

    static let cutShort = ModelError(
        code: .interruptedAnswer,
        message: "the model server ended the answer before it was complete"
    )

    /// An error that the server reports after the answer has begun.
    static func reported(_ words: String) -> ModelError {
        ModelError(code: .interruptedAnswer, message: "the model server broke off: \(Excerpt(words.utf8))")
    }
}
