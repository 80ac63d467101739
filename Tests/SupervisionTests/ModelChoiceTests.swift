import SpeechFrames
import TestSupport
import Testing

@Suite("A hub with several models", .timeLimit(.minutes(5)))
struct ModelChoiceTests {
    private static let settings = """
        model: usual
        model_for:
          - {when: {words: [code]}, model: coder}
        fallbacks: [{model: small}]
        models:
          coder: {temperature: 0, keep_alive: 1h}
          small: {max_tokens: 40, system: Be quick.}

        """

    private func ask(_ text: String) -> Frame { .ask(Ask(session: "s", turn: 0, text: text)) }

    @Test(
        "the kind of question chooses the model, what prepares for it warms that one, and a fallback keeps its own settings"
    )
    func choice() async throws {
        // Only the model for code is not there.
        let answer: @Sendable (FakeRequest) -> FakeAnswer = {
            FakeAnswer(["Well."], fault: $0.model == "coder" && $0.index > 1 ? .status(404) : nil)
        }
        try await FakeOllama.with(answer) { server in
            try await withTemporaryDirectory { folder in
                try writeFile("\(folder)/loquat.yaml", Self.settings)
                var arguments = RunningHub.Arguments()
                arguments.supervisor = ["--config", "\(folder)/loquat.yaml"]
                arguments.streamer = ["--url", server.url]
                arguments.sequencer = ["--output", "null"]
                try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                    #expect(try await talkers[0].finish(ask("Good day to you.")).text == "Well.")
                    let loquat = ProgramCommand.ours(
                        "loquat",
                        environment: ["RUNTIME_DIRECTORY": hub.directory]
                    ).adding(["prepare", "s", "--text", "Some code"])
                    #expect(try await runPipeline(loquat).ends == [.code(0)])
                    let prepared = try await server.request(1)
                    #expect(prepared.model == "coder")
                    #expect(prepared.bodyText.contains(#""keep_alive":"1h""#))
                    let turn = try await talkers[0].finish(ask("Some code for me."))
                    #expect(turn.text == "Well." && turn.failures.isEmpty)
                    let asked = server.exchanges.map(\.request)
                    #expect(asked.map(\.model) == ["usual", "coder", "coder", "small"])
                    #expect(asked[2].bodyText.contains(#""temperature":0"#))
                    #expect(asked[3].bodyText.contains(#""num_predict":40"#))
                    #expect(asked[3].messages.first?.content == "Be quick.")
                    #expect(server.loads.map(\.model) == ["usual"])
                }
            }
        }
    }
}
