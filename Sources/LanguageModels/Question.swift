/// What one turn asks of a model.
package struct Question: Sendable, Equatable {
    /// The conversation so far, oldest first; the last one is what is asked now.
    package var messages: [ChatMessage]

    /// The model's name as its server knows it, for example `llama3.2:3b`.
    package var model: String

    /// 0 (always the likeliest word) to about 2; `nil` leaves it to the model.
    package var temperature: Double?

    /// The longest answer in tokens; `nil` leaves it to the server.
    package var maximumTokens: Int?

    /// How long the server keeps the model in memory afterwards: a number of seconds (`"300"`, negative for ever)
    /// or a duration with its unit (`"5m"`). Ollama only; `nil` is the server's own default.
    package var keepAlive: String?

    /// The tools that the model may ask for. Where it takes none, it is asked without.
    package var tools: [ToolDefinition] = []

    /// How the answer is to be written; for ``AnswerForm/json`` the server is told that only an object will do.
    package var form = AnswerForm.text

    /// Whether its answer may be kept, and come from what was kept.
    package var isCached = false

    /// How other models are to be asked, where one of them answers in place of ``model``; `nil`: as this one.
    package var styles: ModelStyles?

    /// How much of the answer came before it was lost, in Unicode scalars: a recording gives it again without its pace.
    package var answered = 0

    package init(
        messages: [ChatMessage],
        model: String,
        temperature: Double? = nil,
        maximumTokens: Int? = nil,
        keepAlive: String? = nil
    ) {
        self.messages = messages
        self.model = model
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.keepAlive = keepAlive
    }
}
