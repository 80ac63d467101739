import TestSupport
import Testing

extension RealPrograms {
    @Suite("What the model is told of the tools")
    struct ToolPromptTests {
        /// The body of a question as it is sent.
        private func body(_ options: String...) async throws -> String {
            try await FakeOllama.with(FakeAnswer(["Once."])) { server in
                let streamer = ProgramCommand.ours("llm-streamer", "--url", server.url, "--ask", "Tell me a story.")
                let result = try await runPipeline(streamer.adding(options))
                #expect(result.ends == [.code(0)], "\(result.messages)")
                return try await server.request(0).bodyText
            }
        }

        @Test("is short, for it is a part of each prompt, and always the same, so that a server need not read it again")
        func length() async throws {
            let with = try await body()
            let without = try await body("--model-tools", "false")
            #expect(!without.contains(#""tools""#) && with.contains(#""name":"set_timer""#))
            #expect(with.utf8.count - without.utf8.count <= 3_000)
            #expect(try await body() == with)
        }
    }
}
