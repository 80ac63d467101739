import TestSupport
import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct OpenAIModelTests {
    private static let tokens = ["The", " sky", " is", " grün", "."]

    @Test("an answer comes token by token and then its end", arguments: [nil, FakeFault.cutWrites])
    func answer(fault: FakeFault?) async throws {
        var answer = FakeAnswer(Self.tokens, fault: fault)
        answer.thinking = ["let", " me"]
        try await with(answer) { model, server in
            let outcome = await Outcome(of: model)
            #expect(outcome.events == Self.tokens.map { .text($0) } + [.finished(.stop)])
            #expect(outcome.error == nil)
            let request = try await server.request(0)
            #expect(request.path == "/v1/chat/completions")
            #expect(request.header("Authorization") == nil)
            #expect(request.bodyText.contains(#""stream":true"#))
        }
    }

    @Test("the limits are named as this protocol names them")
    func request() async throws {
        try await with(FakeAnswer(["Hi"])) { model, server in
            var question = Question.hello
            question.maximumTokens = 64
            question.temperature = 0
            #expect(await Outcome(of: model, question).text == "Hi")
            let body = try await server.request(0).bodyText
            #expect(body.contains(#""max_tokens":64"#) && body.contains(#""temperature":0"#))
        }
    }

    @Test("a key goes into its header")
    func key() async throws {
        try await with(FakeAnswer(["Hi"]), apiKey: APIKey("sk-1")) { model, server in
            #expect(await Outcome(of: model).text == "Hi")
            let request = try await server.request(0)
            #expect(request.header("authorization") == "Bearer sk-1")
        }
    }

    @Test("an address with a path is taken as it is")
    func prefix() async throws {
        try await FakeOllama.with(FakeAnswer(["Hi"])) { server in
            try await withCurlTransport { transport in
                let model = OpenAIModel(url: try ModelURL("\(server.url)/v1/"), transport: transport)
                #expect(await Outcome(of: model).text == "Hi")
                let request = try await server.request(0)
                #expect(request.path == "/v1/chat/completions")
            }
        }
    }

    @Test(
        "a fault is told",
        arguments: [
            (FakeFault.status(404), ModelError.Code.modelMissing), (.status(401), .unauthorized), (.status(503), .busy),
            (.error(at: 1, message: "x"), .interruptedAnswer), (.drop(at: 1), .interruptedAnswer),
            (.noLastLine, .interruptedAnswer), (.garbage(at: 0, line: "<html>"), .protocolViolation),
        ]
    )
    func faults(fault: FakeFault, code: ModelError.Code) async throws {
        try await with(FakeAnswer(Self.tokens, rate: 100, fault: fault)) { model, _ in
            #expect(await Outcome(of: model).error?.code == code)
        }
    }

    private func with(
        _ answer: FakeAnswer,
        apiKey: APIKey? = nil,
        _ body: (OpenAIModel, FakeOllama) async throws -> Void
    ) async throws {
        try await FakeOllama.with(answer) { server in
            try await withCurlTransport { transport in
                try await body(OpenAIModel(server, transport, apiKey: apiKey), server)
            }
        }
    }
}
