/// The body of a POST to `/api/chat` (Ollama, api/types.go, `ChatRequest`).
struct OllamaRequest: Encodable {
    struct Options: Encodable {
        let temperature: Double?
        let num_predict: Int?
    }

    let model: String
    let messages: [OllamaMessage]
    let stream = true
    /// Left unset it would mean yes to a model that can think; a voice has no use for that.
    let think: Bool?
    let keep_alive: KeepAlive?
    let options: Options?
    let tools: [WireTool]?
    let format: String?

    /// Without `mentionsThinking` it suits a server that refuses the member itself. Without messages, the server only loads
    /// the model.
    /// - Throws: `badSetting` for a keep-alive that is no time.
    init(_ question: Question, mentionsThinking: Bool) throws(ModelError) {
        model = question.model
        messages = question.messages.map(OllamaMessage.init)
        think = mentionsThinking ? false : nil
        if let keepAlive = question.keepAlive { keep_alive = try KeepAlive(keepAlive) } else { keep_alive = nil }
        tools = question.tools.isEmpty ? nil : question.tools.map(WireTool.init)
        // What goes on with an answer goes on with its words.
        format = question.form == .json && question.messages.last?.role != .assistant ? "json" : nil
        let hasOptions = question.temperature != nil || question.maximumTokens != nil
        options = hasOptions ? Options(temperature: question.temperature, num_predict: question.maximumTokens) : nil
    }
}
