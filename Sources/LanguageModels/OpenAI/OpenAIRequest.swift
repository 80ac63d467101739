/// The body of a POST to `/v1/chat/completions`.
struct OpenAIRequest: Encodable {
    struct ResponseFormat: Encodable {
        let type = "json_object"
    }

    let model: String
    let messages: [OpenAIMessage]
    let stream = true
    let temperature: Double?
    let max_tokens: Int?
    let tools: [WireTool]?
    let response_format: ResponseFormat?

    init(_ question: Question) {
        model = question.model
        let goesOn = question.messages.last?.role == .assistant
        messages = (question.messages + (goesOn ? [OpenAIMessage.goOn] : [])).map(OpenAIMessage.init)
        temperature = question.temperature
        max_tokens = question.maximumTokens
        tools = question.tools.isEmpty ? nil : question.tools.map(WireTool.init)
        response_format = question.form == .json && !goesOn ? ResponseFormat() : nil
    }
}
