import Synchronization
import TestSupport

@testable import LanguageModels

/// What came of one answer: everything received, and how it ended.
struct Outcome {
    var events: [ModelEvent] = []
    var error: ModelError?

    var text: String {
        events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    init(of model: some LanguageModel, _ question: Question = .hello) async {
        let received = Mutex<[ModelEvent]>([])
        do {
            try await model.answer(question) { event in received.withLock { $0.append(event) } }
        } catch {
            self.error = error
        }
        events = received.withLock { $0 }
    }
}

extension Question {
    static let hello = Question(messages: [ChatMessage(role: .user, content: "Hello")], model: "llama3.2:3b")
}

extension OllamaModel {
    init(_ server: FakeOllama, _ transport: CurlTransport, timeouts: ModelTimeouts = ModelTimeouts()) throws {
        self.init(url: try ModelURL(server.url), transport: transport, timeouts: timeouts)
    }
}

extension OpenAIModel {
    init(_ server: FakeOllama, _ transport: CurlTransport, apiKey: APIKey? = nil) throws {
        self.init(url: try ModelURL(server.url), apiKey: apiKey, transport: transport)
    }
}

/// Asks a stand-in of its own through a transport of its own.
func withOllama<Value>(
    _ answer: FakeAnswer,
    timeouts: ModelTimeouts = ModelTimeouts(),
    _ body: (OllamaModel, FakeOllama) async throws -> Value
) async throws -> Value {
    try await FakeOllama.with(answer) { server in
        try await withCurlTransport { transport in
            try await body(OllamaModel(server, transport, timeouts: timeouts), server)
        }
    }
}

/// Everything that a decoder gives for bytes that come in these pieces.
func decode(_ pieces: [[UInt8]], by decoder: some AnswerDecoder) -> Outcome {
    var decoder = decoder
    var outcome = Outcome()
    do throws(ModelError) {
        for piece in pieces + [nil] {
            if let piece { decoder.append(piece) } else { decoder.finish() }
            while let event = try decoder.next() {
                outcome.events.append(event)
                if case .finished = event { return outcome }
            }
        }
    } catch {
        outcome.error = error
    }
    return outcome
}

extension Outcome {
    init() {}
}

/// Every way to cut the bytes in two, and each byte by itself.
func everySplit(of text: String) -> [[[UInt8]]] {
    let bytes = Array(text.utf8)
    return bytes.indices.map { [Array(bytes[..<$0]), Array(bytes[$0...])] } + [bytes.map { [$0] }]
}
