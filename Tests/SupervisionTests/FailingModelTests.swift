import SpeechFrames
import TestSupport
import Testing

@Suite("A hub whose model fails", .timeLimit(.minutes(5)))
struct FailingModelTests {
    private static let words = ["One", " two", " three.", " Four", " five", " six."]
    private static let whole = words.joined()

    private static func goOn(_ request: FakeRequest) -> FakeAnswer {
        let said = request.messages.last.flatMap { $0.role == "assistant" ? $0.content : nil } ?? ""
        return FakeAnswer([String(whole.dropFirst(said.count))])
    }

    private func arguments(_ streamer: String...) -> RunningHub.Arguments {
        var arguments = RunningHub.Arguments()
        arguments.streamer = streamer
        arguments.sequencer = ["--output", "null"]
        return arguments
    }

    private let ask = Frame.ask(Ask(session: "s", turn: 0, text: "Tell me."))

    @Test("an answer that breaks off is gone on with by the fallback, and heard to its end without a failure")
    func fallback() async throws {
        try await FakeOllama.with(FakeAnswer(Self.words, rate: 100, fault: .reset(at: 4))) { first in
            try await FakeOllama.with({ Self.goOn($0) }) { second in
                let streamer = arguments("--url", first.url, "--fallbacks", #"[{url: "\#(second.url)"}]"#)
                try await RunningHub.with(streamer, talkers: 1) { _, talkers in
                    let turn = try await talkers[0].finish(ask)
                    #expect(turn.text == Self.whole)
                    #expect(turn.ending == .finished(heard: turn.phrases))
                    #expect(turn.failures.isEmpty)
                    #expect(first.loads == [FakeLoad(model: "llama3.2:3b", keepAlive: nil)])
                }
            }
        }
    }

    @Test("where nobody answers, the person hears the sentence of the settings, and is told why")
    func sentence() async throws {
        let streamer = arguments("--url", "http://127.0.0.1:1", "--retries", "1", "--fallback-sentence", "Not now.")
        try await RunningHub.with(streamer, talkers: 1) { _, talkers in
            let turn = try await talkers[0].finish(ask)
            #expect(turn.text == "Not now.")
            #expect(turn.phrases == 1)
            #expect(turn.progress != nil)
            #expect(turn.ending == .failed("connection_refused"))
            #expect(turn.failures.first?.message.contains("ollama serve") == true)
        }
    }

    @Test(
        "the next question tells the model what was asked before, and nothing of the sentence that stood for an answer"
    )
    func excuseIsNoHistory() async throws {
        let answer: @Sendable (FakeRequest) -> FakeAnswer = { request in
            FakeAnswer(Self.words, fault: request.index == 0 ? .status(500) : nil)
        }
        try await FakeOllama.with(answer) { server in
            try await RunningHub.with(arguments("--url", server.url, "--retries", "0"), talkers: 1) { _, talkers in
                let failed = try await talkers[0].finish(ask)
                #expect(failed.text.hasPrefix("Sorry"))
                let next = try await talkers[0].finish(.ask(Ask(session: "s", turn: 0, text: "Try again.")))
                #expect(next.text == Self.whole)
                let told = try await server.request(1).messages.filter { $0.role != "system" }
                #expect(told.map(\.content) == ["Tell me.", "Try again."])
            }
        }
    }

    @Test("one question too many is refused in speech, and the one that is answered goes on to its end")
    func crowded() async throws {
        try await FakeOllama.with(FakeAnswer(Self.words, fault: .stall(at: 3))) { server in
            try await RunningHub.with(arguments("--url", server.url, "--turns", "1"), talkers: 1) { _, talkers in
                let running = await talkers[0].ask(ask)
                _ = try await server.first { $0.first?.isStalled == true ? true : nil }
                let other = Frame.ask(Ask(session: "t", turn: 0, text: "And you?", output: "null:other"))
                let refused = try await talkers[0].finish(other)
                #expect(refused.text.hasPrefix("Sorry, I have too much to do"))
                #expect(refused.ending == .failed("busy"))
                server.resume(0)
                try await talkers[0].wait(for: running) { $0.ending != nil }
                #expect(talkers[0].turn(running).text == Self.whole)
                #expect(talkers[0].turn(running).failures.isEmpty)
            }
        }
    }

    @Test("loquat prepare has the model read the talk so far; the question that comes does not wait for it")
    func prepare() async throws {
        // The first question is answered, what prepares for the second stands still.
        let answer: @Sendable (FakeRequest) -> FakeAnswer = { request in
            FakeAnswer(Self.words, fault: request.index == 1 ? .stall(at: 0) : nil)
        }
        try await FakeOllama.with(answer) { server in
            try await RunningHub.with(arguments("--url", server.url), talkers: 1) { hub, talkers in
                try await talkers[0].finish(ask)
                let loquat = ProgramCommand.ours(
                    "loquat",
                    "prepare",
                    "s",
                    "--text",
                    "And",
                    environment: ["RUNTIME_DIRECTORY": hub.directory]
                )
                let prepared = try await runPipeline(loquat)
                #expect(prepared.ends == [.code(0)], "\(prepared.messages)")
                #expect(prepared.text == "s\n")
                let request = try await server.request(1)
                #expect(request.bodyText.contains(#""num_predict":1"#))
                #expect(request.messages.suffix(3).map(\.content) == ["Tell me.", Self.whole, "And"])
                let turn = try await talkers[0].finish(.ask(Ask(session: "s", turn: 0, text: "And why?")))
                #expect(turn.text == Self.whole)
                try await server.closedByClient(1)
                // It begins as what was prepared, so that what was read of it need not be read again.
                let asked = try await server.request(2)
                #expect(asked.messages.dropLast().map(\.content) == request.messages.dropLast().map(\.content))
            }
        }
    }
}
