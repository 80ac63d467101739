private import FoundationEssentials

/// A model behind the chat completions protocol of OpenAI, which vLLM, llama.cpp, LM Studio, Ollama and many speak.
package struct OpenAIModel: LanguageModel {
    private let base: String
    private let server: ChatServer
    private let transport: CurlTransport
    private let apiKey: APIKey?
    private let timeouts: ModelTimeouts
    private let refusesTools = NamedModels()

    /// `url` is the server's base address as its documentation gives it, for example `https://api.openai.com/v1`; `/v1`
    /// is added to an address without a path. `apiKey` goes into the `Authorization` header; without one there is no
    /// such header.
    package init(
        url: ModelURL,
        apiKey: APIKey? = nil,
        transport: CurlTransport,
        timeouts: ModelTimeouts = ModelTimeouts()
    ) {
        base = "\(url)\(url.path.isEmpty ? "/v1" : "")"
        server = ChatServer(
            url: url,
            howToStart: "start it",
            howToGet: { _ in "name one that \(url) serves" }
        )
        self.apiKey = apiKey
        self.transport = transport
        self.timeouts = timeouts
    }

    /// A server may begin a new message, or write on in the old one: then it does not begin inside of a word, for it is
    /// asked to go on after one.
    package var joinsWords: Bool { false }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        var question = question
        if refusesTools.contains(question.model) { question.tools = [] }
        do {
            try await exchange(question).run(OpenAIAnswerDecoder(), receive)
        } catch  where !question.tools.isEmpty && error.refusesTools {
            refusesTools.insert(question.model)
            question.tools = []
            try await exchange(question).run(OpenAIAnswerDecoder(), receive)
        }
    }

    package func prepare(_ question: Question) async throws(ModelError) {
        // Nothing but an answer loads a model there.
        guard !question.messages.isEmpty else { return }
        var question = question
        question.maximumTokens = 1
        try await answer(question) { _ in }
    }

    package func checkHealth() async throws(ModelError) {
        try await ServerCheck(server: server, transport: transport, timeouts: timeouts)
            .run("\(base)/models", headers: authorization)
    }

    package func presence(of model: String) async throws(ModelError) -> ModelPresence {
        struct List: Decodable {
            struct Model: Decodable { var id: String }
            var data: [Model]
        }
        try await checkHealth()
        let response = try await transport.exchange(
            PlainRequest(url: "\(base)/models", method: "GET", headers: authorization, timeout: .seconds(10))
        )
        // A list that is cut off for its length tells nothing of what is not in it.
        guard response.status == 200, let list = try? JSONDecoder().decode(List.self, from: Data(response.body))
        else { return .unknown }
        return list.data.contains { $0.id == model } ? .present : .missing
    }

    private func exchange(_ question: Question) throws(ModelError) -> ChatExchange {
        let request = HTTPRequest(
            url: "\(base)/chat/completions",
            headers: ["Content-Type: application/json", "Accept: text/event-stream"] + authorization,
            body: try OpenAIRequest(question).json(),
            timeouts: timeouts,
            avoidsProxies: server.url.isLoopback
        )
        return ChatExchange(server: server, transport: transport, request: request, model: question.model)
    }

    private var authorization: [String] { apiKey.map { ["Authorization: Bearer \($0.secret)"] } ?? [] }
}

extension ModelError {
    /// Whether the server said that it takes no tools: Ollama with a 400, llama.cpp's server without `--jinja` with a 500.
    fileprivate var refusesTools: Bool {
        (code == .badRequest && message.contains("does not support tools"))
            || (code == .serverError && message.contains("tools param requires"))
    }
}
