/// The forms in which servers stream answers.
package enum WireForm: Sendable {
    /// Lines of JSON, as from Ollama's `/api/chat`.
    case ollama
    /// Server-sent events, as from `/v1/chat/completions`.
    case openAI

    /// Decodes a whole body that came in `pieces`.
    ///
    /// - Returns: what it says, up to the fault where there is one.
    package func decode(_ pieces: [[UInt8]]) -> (events: [ModelEvent], error: ModelError?) {
        switch self {
        case .ollama: Self.decode(pieces, by: OllamaAnswerDecoder())
        case .openAI: Self.decode(pieces, by: OpenAIAnswerDecoder())
        }
    }

    private static func decode(
        _ pieces: [[UInt8]],
        by decoder: some AnswerDecoder
    ) -> (events: [ModelEvent], error: ModelError?) {
        var decoder = decoder
        var events: [ModelEvent] = []
        /// - Returns: whether more bytes are needed.
        func take() throws(ModelError) -> Bool {
            while let event = try decoder.next() {
                events.append(event)
                if case .finished = event { return false }
            }
            return true
        }
        do throws(ModelError) {
            for piece in pieces {
                decoder.append(piece)
                guard try take() else { return (events, nil) }
            }
            decoder.finish()
            _ = try take()
            return (events, nil)
        } catch {
            return (events, error)
        }
    }
}
