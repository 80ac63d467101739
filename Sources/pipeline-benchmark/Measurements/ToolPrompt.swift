import TestSupport

/// How much longer each prompt is by the tools that the model may have run.
struct ToolPrompt {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let with = try await length(["--model-tools", "true"])
        let without = try await length(["--model-tools", "false"])
        let bytes = Double(with - without)
        return [
            Row("tools in each question to the model", bytes, "B", .atMost(3_000)),
            Row("  in tokens, of four bytes each", bytes / 4, "tokens"),
        ]
    }

    /// The length of a question's body as it is sent.
    private func length(_ options: [String]) async throws -> Int {
        let words = ["\(conditions.programs)/llm-streamer", "--ask", "Tell me a story."] + options
        return try await FakeOllama.with(FakeAnswer(["Once."])) { server in
            let result = try await runPipeline(ProgramCommand(words + ["--url", server.url]))
            guard let exchange = server.exchanges.first else {
                throw BenchmarkError("the model was not asked: \(result.messages)")
            }
            return exchange.request.body.count
        }
    }
}
