/// An answer of an Ollama server as it went over the wire, kept to be replayed: one line of JSON for each piece.
package struct Recording: Sendable, Equatable {
    let pieces: [String]
    let reason: FinishReason

    /// - Throws: what the live stream would have thrown: `protocolViolation` for a line that is not Ollama's,
    ///   `interruptedAnswer` for a recording without a last line.
    package init(_ lines: [UInt8]) throws(ModelError) {
        var decoder = OllamaAnswerDecoder()
        decoder.append(lines)
        decoder.finish()
        var pieces: [String] = []
        while true {
            switch try decoder.next() {
            case .text(let piece): pieces.append(piece)
            case .finished(let reason):
                self.pieces = pieces
                self.reason = reason
                return
            // Tools cannot be run again: what they gave is not in the recording.
            case .toolCalls, .command, .pause, .source: break
            case nil: throw .cutShort
            }
        }
    }
}
