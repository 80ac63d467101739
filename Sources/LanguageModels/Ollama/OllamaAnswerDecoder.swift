private import FoundationEssentials

/// An answer from `/api/chat`: a line of JSON for each piece, and a last one with `done`, which may hold a piece too.
struct OllamaAnswerDecoder: AnswerDecoder {
    private var lines = LineDecoder()
    private let json = JSONDecoder()
    private var pending: FinishReason?

    mutating func append(_ bytes: [UInt8]) {
        lines.append(bytes)
    }

    mutating func finish() {
        lines.finish()
    }

    mutating func next() throws(ModelError) -> ModelEvent? {
        if let reason = pending.take() { return .finished(reason) }
        while let line = try nextLine() {
            guard !line.isEmpty else { continue }
            let chunk = try OllamaChunk.decode(line, with: json)
            if let error = chunk.error { throw .reported(error.message) }
            guard let text = chunk.text else {
                if let reason = chunk.finishReason { return .finished(reason) }
                continue
            }
            pending = chunk.finishReason
            return .text(text)
        }
        if lines.isAtEnd { throw .cutShort }
        return nil
    }

    private mutating func nextLine() throws(ModelError) -> [UInt8]? {
        do { return try lines.next() } catch { throw .endlessLine }
    }
}
