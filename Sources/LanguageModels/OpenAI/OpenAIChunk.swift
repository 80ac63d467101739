internal import FoundationEssentials

/// One event of a streamed chat completion (`chat.completion.chunk`), as far as we read it.
///
/// `delta.reasoning` (Ollama) and `delta.reasoning_content` (vLLM, llama.cpp, DeepSeek) are not read: they are never
/// shown and never spoken.
struct OpenAIChunk: Decodable {
    struct Choice: Decodable {
        let index: Int?
        let delta: Delta?
        let finish_reason: String?
    }

    struct Delta: Decodable {
        let content: Content?
        let tool_calls: [ToolCallFragment]?
    }

    /// A text, or a list of parts (Mistral), of which only those of type `text` are the answer.
    struct Content: Decodable {
        private struct Part: Decodable {
            let type: String
            let text: String?
        }

        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else {
                let parts = try container.decode([Part].self)
                text = parts.lazy.filter { $0.type == "text" }.compactMap(\.text).joined()
            }
        }
    }

    let choices: [Choice]?
    let error: WireError?

    /// We ask for one answer; a chunk without it only counts tokens.
    private var choice: Choice? { choices?.first { ($0.index ?? 0) == 0 } }

    /// The text of this chunk; `nil` if there is none.
    var text: String? {
        guard let text = choice?.delta?.content?.text, !text.isEmpty else { return nil }
        return text
    }

    /// Pieces of the tool calls that the model writes.
    var toolCallFragments: [ToolCallFragment] { choice?.delta?.tool_calls ?? [] }

    /// Set on the answer's last chunk.
    var finishReason: FinishReason? { choice?.finish_reason.map { FinishReason(rawValue: $0) } }

    static func decode(_ data: [UInt8], with decoder: JSONDecoder) throws(ModelError) -> OpenAIChunk {
        guard let chunk = try? decoder.decode(OpenAIChunk.self, from: Data(data)),
            chunk.choices != nil || chunk.error != nil
        else { throw .garbage(data, in: "a chunk of a chat completion") }
        return chunk
    }
}
