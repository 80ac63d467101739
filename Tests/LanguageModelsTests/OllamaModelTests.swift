import TestSupport
import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct OllamaModelTests {
    private static let tokens = ["The", " sky", " is", " blau & grün", ".\n", "<b>", "\"🎈\""]
    private static let events = tokens.map { ModelEvent.text($0) } + [.finished(.stop)]

    @Test("an answer comes token by token and then its end")
    func answer() async throws {
        try await withOllama(FakeAnswer(Self.tokens, rate: 500)) { model, _ in
            let outcome = await Outcome(of: model)
            #expect(outcome.events == Self.events)
            #expect(outcome.error == nil)
        }
    }

    @Test("whether the model is loaded is asked of the server; one that is not there loads nothing")
    func loading() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, server in
            var question = Question.hello
            #expect(await !model.isLoading(question))
            question.model = "gemma3"
            #expect(await model.isLoading(question))
        }
        try await withCurlTransport { transport in
            let model = OllamaModel(url: try ModelURL("http://127.0.0.1:9"), transport: transport)
            #expect(await !model.isLoading(.hello))
        }
    }

    @Test("whether the server has a model is asked without loading it; a server that does not answer is an error")
    func presence() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, server in
            let presences = [
                try await model.presence(of: "llama3.2:3b"), try await model.presence(of: "missing"),
            ]
            #expect(presences == [.present, .missing])
        }
        try await withCurlTransport { transport in
            let model = OllamaModel(url: try ModelURL("http://127.0.0.1:9"), transport: transport)
            await #expect(throws: ModelError.self) { try await model.presence(of: "llama3.2:3b") }
        }
    }

    @Test("the question says what was asked, without thinking")
    func request() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, server in
            var question = Question.hello
            question.messages.insert(ChatMessage(role: .system, content: "Be \"brief\"."), at: 0)
            question.temperature = 0.5
            question.maximumTokens = 64
            question.keepAlive = "5m"
            #expect(await Outcome(of: model, question).text == "Hi")
            question.keepAlive = "-1"
            question.temperature = nil
            question.maximumTokens = nil
            #expect(await Outcome(of: model, question).text == "Hi")
            let full = try await server.request(0)
            #expect(full.path == "/api/chat")
            #expect(full.header("content-type") == "application/json")
            #expect(full.header("authorization") == nil)
            for member in [
                #""model":"llama3.2:3b""#, #""stream":true"#, #""think":false"#, #""keep_alive":"5m""#,
                #""temperature":0.5"#, #""num_predict":64"#, #""role":"system""#, #""content":"Be \"brief\".""#,
            ] { #expect(full.bodyText.contains(member), "\(member)") }
            let lean = try await server.request(1).bodyText
            #expect(lean.contains(#""keep_alive":-1"#))
            #expect(!lean.contains("options"))
        }
    }

    @Test("pieces in the last line, cut characters and long lines change nothing")
    func unusual() async throws {
        let faults: [FakeFault?] = [nil, .cutWrites, .longLine(at: 2, bytes: 300_000)]
        for fault in faults {
            var answer = FakeAnswer(Self.tokens, fault: fault)
            answer.lastToken = "!"
            answer.thinking = ["let", " me", " see"]
            answer.reason = "length"
            try await withOllama(answer) { model, _ in
                let outcome = await Outcome(of: model)
                #expect(outcome.events == Self.tokens.map { .text($0) } + [.text("!"), .finished(.length)])
                #expect(outcome.error == nil)
            }
        }
    }

    @Test("<think> in the content is passed on as it came")
    func thinkTag() async throws {
        try await withOllama(FakeAnswer(["<think>", "hm", "</think>", "Yes"])) { model, _ in
            #expect(await Outcome(of: model).text == "<think>hm</think>Yes")
        }
    }

    @Test("a server that refuses to hear of thinking is asked once more without it")
    func refusesThinking() async throws {
        try await withOllama(FakeAnswer(Self.tokens, fault: .refusesThinking)) { model, server in
            #expect(await Outcome(of: model).events == Self.events)
            #expect(server.exchanges.count == 2)
            #expect(!server.exchanges[1].request.bodyText.contains("think"))
        }
    }

    @Test("a refusal that stays is not asked a third time")
    func refusesAlways() async throws {
        let body = #"{"error":"\"m\" does not support thinking"}"#
        try await withOllama(FakeAnswer([], fault: .reply(status: 400, body: body))) { model, server in
            #expect(await Outcome(of: model).error?.code == .badRequest)
            #expect(server.exchanges.count == 2)
        }
    }

    @Test(
        "a status says what to do",
        arguments: [
            (404, ModelError.Code.modelMissing, "run `ollama pull llama3.2:3b`"),
            (503, .busy, "maximum pending requests exceeded"),
            (429, .busy, "(429)"),
            (500, .serverError, "llama runner process has terminated"),
            (400, .badRequest, "messages must not be empty"),
            (401, .unauthorized, "another API key"),
        ]
    )
    func status(status: Int, code: ModelError.Code, words: String) async throws {
        try await withOllama(FakeAnswer([], fault: .status(status))) { model, _ in
            let outcome = await Outcome(of: model)
            #expect(outcome.events.isEmpty)
            #expect(outcome.error?.code == code)
            #expect(outcome.error?.message.contains(words) == true, "\(outcome.error?.message ?? "")")
        }
    }

    @Test("a 404 that is not about the model is about the address")
    func wrongPath() async throws {
        try await withOllama(FakeAnswer([], fault: .reply(status: 404, body: "404 page not found"))) { model, _ in
            let error = await Outcome(of: model).error
            #expect(error?.code == .badRequest)
            #expect(error?.message.contains("check the address") == true)
        }
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        try await withOllama(FakeAnswer([], fault: .reply(status: 301, body: ""))) { model, server in
            #expect(await Outcome(of: model).error?.message.contains("has moved (301)") == true)
            #expect(server.exchanges.count == 1)
        }
    }

    @Test("an error's body is read up to its limit and shown in part")
    func hugeError() async throws {
        let body = String(repeating: "x", count: 400_000)
        try await withOllama(FakeAnswer([], fault: .reply(status: 500, body: body))) { model, _ in
            let error = await Outcome(of: model).error
            #expect(error?.code == .serverError)
            #expect((error?.message.count ?? 0) < 250)
        }
    }

    @Test(
        "what came before a fault is heard, then the fault is told",
        arguments: [
            (FakeFault.drop(at: 2), ModelError.Code.interruptedAnswer),
            (.error(at: 2, message: "an error was encountered while running the model"), .interruptedAnswer),
            (.garbage(at: 2, line: "Bad Gateway"), .protocolViolation),
        ]
    )
    func midStream(fault: FakeFault, code: ModelError.Code) async throws {
        // At this rate the first tokens have been read before the fault comes.
        try await withOllama(FakeAnswer(Self.tokens, rate: 50, fault: fault)) { model, _ in
            let outcome = await Outcome(of: model)
            #expect(outcome.events == [.text("The"), .text(" sky")])
            #expect(outcome.error?.code == code)
        }
    }

    @Test("a body that ends without the last line is an interrupted answer")
    func noLastLine() async throws {
        try await withOllama(FakeAnswer(Self.tokens, fault: .noLastLine)) { model, _ in
            let outcome = await Outcome(of: model)
            #expect(outcome.events == Self.events.dropLast())
            #expect(outcome.error == .cutShort)
        }
    }

    @Test("a server that hangs up at once has failed")
    func dropAtOnce() async throws {
        try await withOllama(FakeAnswer(Self.tokens, fault: .drop(at: 0))) { model, _ in
            #expect(await Outcome(of: model).error?.code == .serverError)
        }
    }

    @Test("an answer that never begins times out")
    func silence() async throws {
        let timeouts = ModelTimeouts(firstByte: .milliseconds(50))
        try await withOllama(FakeAnswer(Self.tokens, fault: .stall(at: 0)), timeouts: timeouts) { model, server in
            let outcome = await Outcome(of: model)
            #expect(outcome.events.isEmpty)
            #expect(outcome.error?.code == .timedOut)
            #expect(outcome.error?.message.contains("took the question and sent nothing for 0.05 seconds") == true)
        }
    }

    @Test("an answer that stops in the middle times out, and its connection is closed")
    func stall() async throws {
        let timeouts = ModelTimeouts(stall: .milliseconds(100))
        try await withOllama(FakeAnswer(Self.tokens, fault: .stall(at: 2)), timeouts: timeouts) { model, server in
            let outcome = await Outcome(of: model)
            #expect(outcome.events == [.text("The"), .text(" sky")])
            #expect(outcome.error?.code == .timedOut)
            #expect(outcome.error?.message.contains("stopped in mid-answer") == true)
            try await server.closedByClient(0)
        }
    }

    @Test("a stall that ends in time changes nothing")
    func shortStall() async throws {
        try await withOllama(FakeAnswer(Self.tokens, fault: .stall(at: 2))) { model, server in
            async let outcome = Outcome(of: model)
            _ = try await server.first { $0.first?.isStalled == true ? true : nil }
            server.resume(0)
            #expect(await outcome.events == Self.events)
        }
    }

    @Test("nobody at the address: the message says how to start one")
    func refused() async throws {
        // Port 1 (tcpmux) is nobody's. A port that was free a moment ago may be another test's by now.
        let url = "http://127.0.0.1:1"
        try await withCurlTransport { transport in
            let error = await Outcome(of: OllamaModel(url: try ModelURL(url), transport: transport)).error
            #expect(error?.code == .connectionRefused)
            #expect(
                error?.message
                    == "no model server answers at \(url): start it with `ollama serve`, or name another with --url"
            )
        }
    }

    @Test("a host that does not exist is unreachable")
    func unknownHost() async throws {
        try await withCurlTransport { transport in
            let model = OllamaModel(url: try ModelURL("http://does-not-exist.invalid"), transport: transport)
            #expect(await Outcome(of: model).error?.code == .unreachable)
        }
    }

    @Test("a bad keep-alive is refused before anything is sent")
    func badKeepAlive() async throws {
        try await withOllama(FakeAnswer(["Hi"])) { model, server in
            var question = Question.hello
            question.keepAlive = "soon"
            #expect(await Outcome(of: model, question).error?.code == .badSetting)
            #expect(server.exchanges.isEmpty)
        }
    }

    @Test("an error of the receiver ends the answer and the connection")
    func receiverThrows() async throws {
        struct Full: Error {}
        try await withOllama(FakeAnswer(Self.tokens, fault: .stall(at: 1))) { model, server in
            await #expect {
                try await model.answer(.hello) { _ in throw Full() }
            } throws: {
                ($0 as? ModelError)?.code == .receiver && ($0 as? ModelError)?.cause is Full
            }
            try await server.closedByClient(0)
        }
    }
}
