import SpeechFrames
import TestSupport
import Testing

@Suite("Answers that are kept for the next time", .timeLimit(.minutes(3)))
struct CachedAnswerTests {
    private static let answer = FakeAnswer(["The moon", " does it.", " Twice a", " day."])

    private func ask(_ session: String, cache: Bool? = nil, model: String? = nil) -> Ask {
        Ask(
            session: session,
            turn: 1,
            text: "Who makes the tide?",
            model: model,
            output: "null:\(session)",
            cache: cache
        )
    }

    private static func phrases(of turn: TurnID, _ frames: [Frame]) -> Int? {
        frames.lazy.compactMap { if case .end(let end) = $0, end.turnID == turn { end.phrases } else { nil } }.first
    }

    private static func cache(_ frames: [Frame]) -> CacheStatus? {
        frames.lazy.compactMap { frame in
            guard case .status(let status) = frame, status.processes.first?.name == "llm-streamer" else { return nil }
            return status.processes.first?.cache
        }.last
    }

    @Test("the same question is answered without the model, in the same words and phrases, unless it is switched off")
    func repeated() async throws {
        try await FakeOllama.with(Self.answer) { server in
            try await withTemporaryDirectory { folder in
                let arguments: [HubUnderTest.Stage: [String]] = [
                    .llm: [
                        "--url", server.url, "--answer-cache", "1MiB", "--models", "{private: {cache: false}}",
                    ],
                    .audio: ["--output", "null"],
                ]
                try await HubUnderTest.run(in: folder, arguments) { hub in
                    func answer(_ ask: Ask) async throws -> Int? {
                        try await hub.ask(ask)
                        try await hub.wait { Self.phrases(of: ask.turnID, $0) != nil }
                        #expect(hub.text(of: ask.turnID) == "The moon does it. Twice a day.")
                        return Self.phrases(of: ask.turnID, hub.frames)
                    }
                    let first = try await answer(ask("a"))
                    #expect(try await answer(ask("b")) == first)
                    #expect(server.exchanges.count == 1)
                    try await hub.wait { Self.cache($0).map { ($0.hits, $0.misses) == (1, 1) } ?? false }
                    _ = try await answer(ask("c", cache: false))
                    for session in ["d", "e"] { _ = try await answer(ask(session, model: "private")) }
                    #expect(
                        server.exchanges.map(\.request.model) == ["llama3.2:3b", "llama3.2:3b", "private", "private"]
                    )
                    var other = ask("f")
                    other.history = [Utterance(role: .user, text: "Hi."), Utterance(role: .assistant, text: "Hello.")]
                    _ = try await answer(other)
                    #expect(server.exchanges.count == 5)
                }
            }
        }
    }

    @Test("an answer that was interrupted is asked for again")
    func interrupted() async throws {
        let answer: @Sendable (FakeRequest) -> FakeAnswer = {
            FakeAnswer(["The moon", " does it."], fault: $0.index == 0 ? .stall(at: 1) : nil)
        }
        try await FakeOllama.with(answer) { server in
            try await withTemporaryDirectory { folder in
                let arguments: [HubUnderTest.Stage: [String]] = [
                    .llm: ["--url", server.url, "--answer-cache", "1MiB"], .audio: ["--output", "null"],
                ]
                try await HubUnderTest.run(in: folder, arguments) { hub in
                    try await hub.ask(ask("a"))
                    try await hub.wait { $0.contains { $0.type == .token } }
                    try await hub.interrupt(TurnID(session: "a", turn: 1))
                    try await server.closedByClient(0)
                    let again = ask("b")
                    try await hub.ask(again)
                    try await hub.wait { Self.phrases(of: again.turnID, $0) != nil }
                    #expect(hub.text(of: again.turnID) == "The moon does it.")
                    #expect(server.exchanges.count == 2)
                }
            }
        }
    }
}
