internal import FoundationEssentials
internal import Tools

/// One line of an answer from `/api/chat` (Ollama, api/types.go, `ChatResponse`), as far as we read it.
///
/// `message.thinking` is not read: it is never shown and never spoken.
struct OllamaChunk: Decodable, Equatable {
    struct Message: Decodable, Equatable {
        let content: String?
        let tool_calls: [Call]?
    }

    /// A whole call: its arguments are an object.
    struct Call: Decodable, Equatable {
        struct Function: Decodable, Equatable {
            let name: String
            let arguments: JSONValue?
        }

        let id: String?
        let function: Function
    }

    let message: Message?
    let done: Bool?
    let done_reason: String?
    let error: WireError?

    /// The text of this line; `nil` if there is none.
    var text: String? {
        guard let content = message?.content, !content.isEmpty else { return nil }
        return content
    }

    /// The tools that this line wants run.
    var toolCalls: [ToolRequest] {
        (message?.tool_calls ?? []).map {
            ToolRequest(id: $0.id, name: $0.function.name, arguments: $0.function.arguments?.text ?? "{}")
        }
    }

    /// Set on the last line.
    var finishReason: FinishReason? {
        done == true ? done_reason.map { FinishReason(rawValue: $0) } ?? .stop : nil
    }

    static func decode(_ line: [UInt8], with decoder: JSONDecoder) throws(ModelError) -> OllamaChunk {
        if let plain = OllamaChunk(plain: line) { return plain }
        guard let chunk = try? decoder.decode(OllamaChunk.self, from: Data(line)),
            chunk.message != nil || chunk.done != nil || chunk.error != nil
        else { throw .garbage(line, in: "a line of an Ollama answer") }
        return chunk
    }
}
