/// A model behind the chat completions protocol of OpenAI, which vLLM, llama.cpp, LM Studio, Ollama and many speak.
package struct OpenAIModel: LanguageModel {
    private let endpoint: String
    private let server: ChatServer
    private let transport: CurlTransport
    private let apiKey: APIKey?
    private let timeouts: ModelTimeouts

    /// `url` is the server's base address as its documentation gives it, for example `https://api.openai.com/v1`; `/v1`
    /// is added to an address without a path. `apiKey` goes into the `Authorization` header; without one there is no
    /// such header.
    package init(
        url: ModelURL,
        apiKey: APIKey? = nil,
        transport: CurlTransport,
        timeouts: ModelTimeouts = ModelTimeouts()
    ) {
        endpoint = "\(url)\(url.path.isEmpty ? "/v1" : "")/chat/completions"
        server = ChatServer(
            url: url,
            howToStart: "start it",
            howToGet: { _ in "name one that \(url) serves" }
        )
        self.apiKey = apiKey
        self.transport = transport
        self.timeouts = timeouts
    }

    package func answer(
        _ question: Question,
        _ receive: (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        var headers = ["Content-Type: application/json", "Accept: text/event-stream"]
        if let apiKey { headers.append("Authorization: Bearer \(apiKey.secret)") }
        let request = HTTPRequest(
            url: endpoint,
            headers: headers,
            body: try OpenAIRequest(question).json(),
            timeouts: timeouts,
            avoidsProxies: server.url.isLoopback
        )
        let exchange = ChatExchange(server: server, transport: transport, request: request, model: question.model)
        try await exchange.run(OpenAIAnswerDecoder(), receive)
    }
}
