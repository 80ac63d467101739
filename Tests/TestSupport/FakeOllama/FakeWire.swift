internal import FoundationEssentials

/// How one of the two protocols writes an answer.
protocol FakeWire: Sendable {
    var contentType: String { get }
    /// A piece of the answer; `padding` is bytes more, in a member that nobody knows.
    func token(_ text: String, padding: Int, at time: Duration) -> String
    func thinking(_ text: String, at time: Duration) -> String
    /// One call in as many pieces as the protocol sends it in.
    func toolCall(_ call: FakeToolCall, index: Int, at time: Duration) -> [String]
    func last(_ text: String, reason: String, tokens: Int, at time: Duration) -> String
    func errorInStream(_ message: String) -> String
    func errorBody(_ message: String, type: String) -> String
}

extension FakeWire {
    func padding(_ bytes: Int) -> String {
        bytes == 0 ? "" : ",\"padding\":\"\(String(repeating: "x", count: max(0, bytes - 13)))\""
    }
}

/// Ollama's `/api/chat` (api/types.go, `ChatResponse`), member by member in its order.
struct OllamaWire: FakeWire {
    let model: String
    let start: Date

    let contentType = "application/x-ndjson"

    func token(_ text: String, padding bytes: Int, at time: Duration) -> String {
        "\(head(at: time)),\"message\":{\"role\":\"assistant\",\"content\":\(GoJSON.string(text))}"
            + ",\"done\":false\(padding(bytes))}\n"
    }

    func thinking(_ text: String, at time: Duration) -> String {
        "\(head(at: time)),\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\(GoJSON.string(text))}"
            + ",\"done\":false}\n"
    }

    func toolCall(_ call: FakeToolCall, index: Int, at time: Duration) -> [String] {
        [
            "\(head(at: time)),\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_\(index)\""
                + ",\"function\":{\"index\":\(index),\"name\":\(GoJSON.string(call.name))"
                + ",\"arguments\":\(call.arguments)}}]},\"done\":false}\n"
        ]
    }

    func last(_ text: String, reason: String, tokens: Int, at time: Duration) -> String {
        let nanoseconds = Int64(time / .nanoseconds(1))
        return "\(head(at: time)),\"message\":{\"role\":\"assistant\",\"content\":\(GoJSON.string(text))}"
            + ",\"done\":true,\"done_reason\":\(GoJSON.string(reason)),\"total_duration\":\(nanoseconds + 41_250_833)"
            + ",\"load_duration\":30125417,\"prompt_eval_count\":26,\"prompt_eval_duration\":11125416"
            + ",\"eval_count\":\(max(1, tokens)),\"eval_duration\":\(max(1, nanoseconds))}\n"
    }

    func errorInStream(_ message: String) -> String {
        "{\"error\":\(GoJSON.string(message))}\n"
    }

    func errorBody(_ message: String, type: String) -> String {
        "{\"error\":\(GoJSON.string(message))}"
    }

    private func head(at time: Duration) -> String {
        let date = start.addingTimeInterval(time / .seconds(1))
        let stamp = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return "{\"model\":\(GoJSON.string(model)),\"created_at\":\"\(stamp)\""
    }
}

/// The chunks of OpenAI's `/v1/chat/completions`, as Ollama writes them.
struct OpenAIWire: FakeWire {
    let model: String
    let start: Date

    let contentType = "text/event-stream"

    func token(_ text: String, padding bytes: Int, at time: Duration) -> String {
        event("\"delta\":{\"role\":\"assistant\",\"content\":\(GoJSON.string(text))},\"finish_reason\":null", bytes)
    }

    func thinking(_ text: String, at time: Duration) -> String {
        event(
            "\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\(GoJSON.string(text))},\"finish_reason\":null",
            0
        )
    }

    func toolCall(_ call: FakeToolCall, index: Int, at time: Duration) -> [String] {
        let half = call.arguments.index(call.arguments.startIndex, offsetBy: call.arguments.count / 2)
        let id = "\"id\":\"call_\(index)\",\"type\":\"function\",\"function\":{\"name\":\(GoJSON.string(call.name)),"
        return [
            fragment("\(id)\"arguments\":\"\"}", index),
            fragment("\"function\":{\"arguments\":\(GoJSON.string(String(call.arguments[..<half])))}", index),
            fragment("\"function\":{\"arguments\":\(GoJSON.string(String(call.arguments[half...])))}", index),
        ]
    }

    private func fragment(_ call: String, _ index: Int) -> String {
        event("\"delta\":{\"tool_calls\":[{\"index\":\(index),\(call)}]},\"finish_reason\":null", 0)
    }

    func last(_ text: String, reason: String, tokens: Int, at time: Duration) -> String {
        event(
            "\"delta\":{\"role\":\"assistant\",\"content\":\(GoJSON.string(text))},\"finish_reason\":\(GoJSON.string(reason))",
            0
        ) + "data: [DONE]\n\n"
    }

    func errorInStream(_ message: String) -> String {
        "data: \(errorBody(message, type: "api_error"))\n\n"
    }

    func errorBody(_ message: String, type: String) -> String {
        "{\"error\":{\"message\":\(GoJSON.string(message)),\"type\":\(GoJSON.string(type)),\"param\":null,\"code\":null}}"
    }

    private func event(_ choice: String, _ bytes: Int) -> String {
        "data: {\"id\":\"chatcmpl-512\",\"object\":\"chat.completion.chunk\",\"created\":\(Int(start.timeIntervalSince1970))"
            + ",\"model\":\(GoJSON.string(model)),\"system_fingerprint\":\"fp_ollama\""
            + ",\"choices\":[{\"index\":0,\(choice)}]\(padding(bytes))}\n\n"
    }
}
