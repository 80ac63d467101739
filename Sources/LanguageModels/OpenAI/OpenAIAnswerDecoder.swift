private import FoundationEssentials

/// A streamed chat completion: an event of JSON for each piece, one with `finish_reason`, and then `[DONE]`.
///
/// The answer ends with whichever of the last two comes first.
struct OpenAIAnswerDecoder: AnswerDecoder {
    private static let done = Array("[DONE]".utf8)

    private var events = SSEDecoder()
    private let json = JSONDecoder()
    private var pending: [ModelEvent] = []
    private var calls = ToolCallFragments()

    mutating func append(_ bytes: [UInt8]) {
        events.append(bytes)
    }

    mutating func finish() {
        events.finish()
    }

    mutating func next() throws(ModelError) -> ModelEvent? {
        if !pending.isEmpty { return pending.removeFirst() }
        while let event = try nextEvent() {
            switch event {
            case .data(Self.done): finish(.stop)
            case .data(let data): try read(data)
            case .foreign(let line): throw foreign(line)
            }
            if !pending.isEmpty { return pending.removeFirst() }
        }
        if events.isAtEnd { throw .cutShort }
        return nil
    }

    private mutating func read(_ data: [UInt8]) throws(ModelError) {
        let chunk = try OpenAIChunk.decode(data, with: json)
        if let error = chunk.error { throw .reported(error.message) }
        if let text = chunk.text { pending.append(.text(text)) }
        for fragment in chunk.toolCallFragments { try calls.add(fragment) }
        if let reason = chunk.finishReason { finish(reason) }
    }

    private mutating func finish(_ reason: FinishReason) {
        let requests = calls.take()
        if !requests.isEmpty { pending.append(.toolCalls(requests)) }
        pending.append(.finished(reason))
    }

    /// llama.cpp has reported errors in a field of their own, others as bare JSON.
    private func foreign(_ line: [UInt8]) -> ModelError {
        let field = Array("error:".utf8)
        let body = line.starts(with: field) ? Array(line.dropFirst(field.count)) : line
        if let words = WireErrorBody.message(in: body) { return .reported(words) }
        if body.count < line.count { return .reported(String(decoding: body, as: UTF8.self)) }
        return .garbage(line, in: "a chunk of a chat completion")
    }

    private mutating func nextEvent() throws(ModelError) -> SSEDecoder.Event? {
        do { return try events.next() } catch { throw .endlessLine }
    }
}
