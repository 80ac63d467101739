internal import FoundationEssentials

/// Which request gets what: the questions by the script, the rest as a freshly started Ollama answers.
struct FakeRoutes: Sendable {
    let answer: @Sendable (FakeRequest) -> FakeAnswer

    func plan(for request: FakeRequest, at start: Date) -> FakePlan {
        let question = request.question
        switch (request.method, request.path) {
        case ("POST", "/api/chat"):
            return FakePlan(answer(request), to: question, on: OllamaWire(model: question.model, start: start))
        case ("POST", "/v1/chat/completions"):
            return FakePlan(answer(request), to: question, on: OpenAIWire(model: question.model, start: start))
        // No model's: Home Assistant's commands, for who sends those.
        case ("POST", let path) where path.hasPrefix("/api/services/"):
            return FakePlan(answer(request), to: question, on: OllamaWire(model: question.model, start: start))
        case ("GET", "/"): return FakePlan(contentType: "text/plain; charset=utf-8", body: "Ollama is running")
        case ("GET", "/api/version"): return FakePlan(body: #"{"version":"0.12.6"}"#)
        case ("GET", "/api/tags"): return FakePlan(body: #"{"models":[\#(Self.model)]}"#)
        case ("GET", "/api/ps"): return FakePlan(body: #"{"models":[\#(Self.loaded)]}"#)
        case ("POST", "/api/show"):
            guard request.bodyText.contains("missing") else { return FakePlan(body: Self.show) }
            return FakePlan(status: 404, body: #"{"error":"model 'missing' not found"}"#)
        default: return FakePlan(status: 404, contentType: "text/plain", body: "404 page not found")
        }
    }

    /// What a question without messages asks for; `nil` where it is another one.
    static func modelToLoad(_ method: String, _ path: String, _ body: [UInt8]) -> FakeLoad? {
        struct Body: Decodable {
            let model: String
            let messages: [FakeMessage]
            let keep_alive: String?
        }
        guard method == "POST", path == "/api/chat",
            let body = try? JSONDecoder().decode(Body.self, from: Data(body)), body.messages.isEmpty
        else { return nil }
        return FakeLoad(model: body.model, keepAlive: body.keep_alive)
    }

    static func loadPlan(_ load: FakeLoad, at start: Date) -> FakePlan {
        let wire = OllamaWire(model: load.model, start: start)
        return FakePlan(body: wire.last("", reason: "load", tokens: 0, at: .zero))
    }

    private static let details =
        #""details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],"#
        + #""parameter_size":"3.2B","quantization_level":"Q4_K_M"}"#

    private static let head =
        #""name":"llama3.2:3b","model":"llama3.2:3b","size":2019393189,"#
        + #""digest":"a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72""#

    private static let model = #"{\#(head),"modified_at":"2026-11-01T08:00:00Z",\#(details)}"#

    private static let loaded =
        #"{\#(head),\#(details),"expires_at":"2026-11-21T09:05:00Z","size_vram":0,"context_length":4096}"#

    private static let show =
        #"{"modelfile":"FROM llama3.2:3b","parameters":"","template":"{{ .Prompt }}",\#(details),"#
        + #""model_info":{},"capabilities":["completion"],"modified_at":"2026-11-01T08:00:00Z"}"#
}
