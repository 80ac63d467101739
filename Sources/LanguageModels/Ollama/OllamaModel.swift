private import FoundationEssentials

/// A model served by Ollama, over its own `/api/chat`.
package struct OllamaModel: LanguageModel {
    private let endpoint: String
    private let server: ChatServer
    private let transport: CurlTransport
    private let timeouts: ModelTimeouts

    package init(url: ModelURL, transport: CurlTransport, timeouts: ModelTimeouts = ModelTimeouts()) {
        endpoint = "\(url)/api/chat"
        server = ChatServer(
            url: url,
            howToStart: "start it with `ollama serve`",
            howToGet: { "run `ollama pull \($0)`" }
        )
        self.transport = transport
        self.timeouts = timeouts
    }

    package func answer(
        _ question: Question,
        _ receive: (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        do {
            try await exchange(question, mentionsThinking: true).run(OllamaAnswerDecoder(), receive)
        } catch  where error.code == .badRequest && error.message.contains("does not support thinking") {
            // Some versions refuse the member even where it says no. Nothing of the answer has come yet.
            try await exchange(question, mentionsThinking: false).run(OllamaAnswerDecoder(), receive)
        }
    }

    private func exchange(_ question: Question, mentionsThinking: Bool) throws(ModelError) -> ChatExchange {
        let body = try OllamaRequest(question, mentionsThinking: mentionsThinking)
        let request = HTTPRequest(
            url: endpoint,
            headers: ["Content-Type: application/json", "Accept: application/x-ndjson"],
            body: try body.json(),
            timeouts: timeouts,
            avoidsProxies: server.url.isLoopback
        )
        return ChatExchange(server: server, transport: transport, request: request, model: question.model)
    }
}
