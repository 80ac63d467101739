private import FoundationEssentials

/// An answer from `/api/chat`: a line of JSON for each piece, and a last one with `done`, which may hold a piece too.
struct OllamaAnswerDecoder: AnswerDecoder {
    private var lines = LineDecoder()
    private let json = JSONDecoder()
    /// What the last line held besides its text.
    private var pending: [ModelEvent] = []

    mutating func append(_ bytes: [UInt8]) {
        lines.append(bytes)
    }

    mutating func finish() {
        lines.finish()
    }

    mutating func next() throws(ModelError) -> ModelEvent? {
        if !pending.isEmpty { return pending.removeFirst() }
        while let line = try nextLine() {
            guard !line.isEmpty else { continue }
            let chunk = try OllamaChunk.decode(line, with: json)
            if let error = chunk.error { throw .reported(error.message) }
            if let text = chunk.text { pending.append(.text(text)) }
            let calls = chunk.toolCalls
            if !calls.isEmpty { pending.append(.toolCalls(calls)) }
            if let reason = chunk.finishReason { pending.append(.finished(reason)) }
            if !pending.isEmpty { return pending.removeFirst() }
        }
        if lines.isAtEnd { throw .cutShort }
        return nil
    }

    private mutating func nextLine() throws(ModelError) -> [UInt8]? {
        do { return try lines.next() } catch { throw .endlessLine }
    }
}
