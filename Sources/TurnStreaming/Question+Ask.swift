import LanguageModels
import SpeechFrames

extension Question {
    /// What `ask` asks, completed by `defaults`: the system prompt first, then the history, then the question.
    init(_ ask: Ask, _ defaults: TurnDefaults) {
        var messages: [ChatMessage] = []
        if let system = ask.system ?? defaults.system { messages.append(ChatMessage(role: .system, content: system)) }
        for utterance in ask.history ?? [] {
            messages.append(
                ChatMessage(role: utterance.role == .user ? .user : .assistant, content: utterance.text)
            )
        }
        messages.append(ChatMessage(role: .user, content: ask.text))
        self.init(
            messages: messages,
            model: ask.model ?? defaults.model,
            temperature: defaults.temperature,
            maximumTokens: defaults.maximumTokens,
            keepAlive: defaults.keepAlive
        )
    }
}
