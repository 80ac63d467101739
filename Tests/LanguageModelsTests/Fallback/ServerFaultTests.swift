import TestSupport
import Testing

@testable import LanguageModels

@Suite("A chain of real servers that fail", .timeLimit(.minutes(5)))
struct ServerFaultTests {
    private static let rest = [" dark", " and", " stormy", " night."]

    /// What the first server does, and whether words of it were passed on before it failed.
    private static let faults: [(name: String, fault: FakeFault)] = [
        ("500", .status(500)), ("503 that names a time", .retryAfter(status: 503, seconds: 600)),
        ("429", .retryAfter(status: 429, seconds: 1)), ("404", .status(404)), ("401", .status(401)),
        ("hung up", .drop(at: 0)), ("reset", .reset(at: 0)), ("silence", .stall(at: 0)),
        ("no HTTP body that is Ollama's", .garbage(at: 0, line: "<html>")),
        ("reset in mid-answer", .reset(at: 3)), ("closed in mid-answer", .drop(at: 3)),
        ("error line in mid-answer", .error(at: 3, message: "out of memory")), ("stall in mid-answer", .stall(at: 3)),
        ("cut line", .garbage(at: 3, line: #"{"model":"m","message":{"content":"dar"#)),
    ]

    @Test("whatever happens to the first server, the answer is heard whole and once", arguments: faults.map(\.name))
    func fault(name: String) async throws {
        let fault = try #require(Self.faults.first { $0.name == name }).fault
        let broken = FakeAnswer(["It", " was", " a"] + Self.rest, rate: 200, fault: fault)
        try await FakeOllama.with(broken) { first in
            try await FakeOllama.with({ Self.goOn($0) }) { second in
                try await withCurlTransport { transport in
                    let timeouts = ModelTimeouts(firstByte: .milliseconds(500), stall: .milliseconds(500))
                    let chain = FallbackModel(
                        [
                            ModelCandidate(name: "first", model: try OllamaModel(first, transport, timeouts: timeouts)),
                            ModelCandidate(name: "second", model: try OllamaModel(second, transport)),
                        ],
                        retries: RetryPolicy(retries: 1, base: .milliseconds(1), limit: .milliseconds(10)),
                        patience: .seconds(60)
                    )
                    let outcome = await Outcome(of: chain)
                    #expect(outcome.error == nil)
                    #expect(outcome.text == "It was a dark and stormy night.")
                    #expect(outcome.events.last == .finished(.stop))
                }
            }
        }
    }

    /// What a server writes that goes on in its own last message, as Ollama does; without one, the whole answer.
    private static func goOn(_ request: FakeRequest) -> FakeAnswer {
        let said = request.messages.last.flatMap { $0.role == "assistant" ? $0.content : nil } ?? ""
        let all = ["It", " was", " a"] + rest
        return FakeAnswer([String(all.joined().dropFirst(said.count))])
    }

    @Test("a time that the server names is read from its answer")
    func retryAfter() async throws {
        try await withOllama(FakeAnswer([], fault: .retryAfter(status: 503, seconds: 17))) { model, _ in
            let error = await Outcome(of: model).error
            #expect(error?.code == .busy)
            #expect(error?.retryAfter == .seconds(17))
        }
    }

    @Test("a server that is well is well, one that fails or is not there is not")
    func health() async throws {
        try await FakeOllama.with(FakeAnswer([])) { server in
            try await withCurlTransport { transport in
                try await OllamaModel(server, transport).checkHealth()
                try await OpenAIModel(server, transport).checkHealth()
                let nobody = OllamaModel(url: try ModelURL("http://127.0.0.1:1"), transport: transport)
                await #expect { try await nobody.checkHealth() } throws: {
                    ($0 as? ModelError)?.code == .connectionRefused
                }
            }
        }
    }

    @Test("preparing asks for one token of the conversation, or loads the model where there is none")
    func prepare() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, server in
            try await model.prepare(.hello)
            var question = Question.hello
            question.messages = []
            question.keepAlive = "30m"
            try await model.prepare(question)
            #expect(try await server.request(0).bodyText.contains(#""num_predict":1"#))
            #expect(server.loads == [FakeLoad(model: "llama3.2:3b", keepAlive: "30m")])
            #expect(server.exchanges.count == 1)
        }
    }
}
