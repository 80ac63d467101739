private import FoundationEssentials

/// A model served by Ollama, over its own `/api/chat`.
package struct OllamaModel: LanguageModel {
    private let endpoint: String
    private let server: ChatServer
    private let transport: CurlTransport
    private let timeouts: ModelTimeouts
    private let refusesTools = NamedModels()

    /// How long a look at what is loaded may take.
    private static let lookPatience = Duration.seconds(10)

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
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        var question = question
        var mentionsThinking = true
        if refusesTools.contains(question.model) { question.tools = [] }
        while true {
            do {
                return try await exchange(question, mentionsThinking: mentionsThinking)
                    .run(OllamaAnswerDecoder(), receive)
            } catch  where error.code == .badRequest && mentionsThinking && error.refuses("thinking") {
                // Some versions refuse the member even where it says no. Nothing of the answer has come yet.
                mentionsThinking = false
            } catch  where error.code == .badRequest && !question.tools.isEmpty && error.refuses("tools") {
                refusesTools.insert(question.model)
                question.tools = []
            }
        }
    }

    package func prepare(_ question: Question) async throws(ModelError) {
        var question = question
        // One token is the least: none would mean no limit.
        if !question.messages.isEmpty { question.maximumTokens = 1 }
        if refusesTools.contains(question.model) { question.tools = [] }
        try await answer(question) { _ in }
    }

    /// The server lists the models that it has in its memory.
    package func isLoading(_ question: Question) async -> Bool {
        struct Loaded: Decodable {
            struct Model: Decodable { var name: String }
            var models: [Model]
        }
        let request = PlainRequest(url: "\(server.url)/api/ps", method: "GET", timeout: Self.lookPatience)
        guard let response = try? await transport.exchange(request), response.status == 200,
            let loaded = try? JSONDecoder().decode(Loaded.self, from: Data(response.body))
        else { return false }
        let name = question.model.contains(":") ? question.model : "\(question.model):latest"
        return !loaded.models.contains { $0.name == name }
    }

    package func checkHealth() async throws(ModelError) {
        try await ServerCheck(server: server, transport: transport, timeouts: timeouts).run("\(server.url)/api/version")
    }

    package func presence(of model: String) async throws(ModelError) -> ModelPresence {
        try await checkHealth()
        // A name can be encoded.
        let body = (try? JSONEncoder().encode(["model": model])).map(Array.init)
        let response = try await transport.exchange(
            PlainRequest(
                url: "\(server.url)/api/show",
                method: "POST",
                headers: ["Content-Type: application/json"],
                body: body,
                timeout: Self.lookPatience
            )
        )
        return switch response.status {
        case 200: .present
        case 404: .missing
        default: .unknown
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

extension ModelError {
    /// Whether the server said that the model does not support something.
    fileprivate func refuses(_ what: String) -> Bool { message.contains("does not support \(what)") }
}
