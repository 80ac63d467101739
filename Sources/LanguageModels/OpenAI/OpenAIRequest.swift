/// The body of a POST to `/v1/chat/completions`.
struct OpenAIRequest: Encodable {
    let model: String
    let messages: [ChatMessage]
    let stream = true
    let temperature: Double?
    let max_tokens: Int?

    init(_ question: Question) {
        model = question.model
        messages = question.messages
        temperature = question.temperature
        max_tokens = question.maximumTokens
    }
}
