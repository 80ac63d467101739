import LanguageModels
import SpeechFrames

extension Question {
    /// What `ask` asks, completed by `defaults`: the system prompt first, then the history, then the question, and
    /// what was answered before it was lost.
    init(_ ask: Ask, _ defaults: TurnDefaults) {
        var ask = ask
        defaults.arm(of: ask).complete(&ask)
        let model = defaults.model(for: ask)
        let style = defaults.style(defaults.models[model] ?? ModelDefaults(), for: ask)
        var messages: [ChatMessage] = []
        if !style.system.isEmpty { messages.append(ChatMessage(role: .system, content: style.system)) }
        for utterance in ask.history ?? [] {
            messages.append(
                utterance.role == .user
                    ? Self.message(from: utterance.text) : ChatMessage(role: .assistant, content: utterance.text)
            )
        }
        messages.append(Self.message(from: ask.text))
        if let answered = ask.answered, !answered.isEmpty {
            messages.append(ChatMessage(role: .assistant, content: answered))
        }
        self.init(
            messages: messages,
            model: model,
            temperature: style.temperature,
            maximumTokens: style.maximumTokens,
            keepAlive: style.keepAlive
        )
        form = defaults.form
        isCached = defaults.cache(for: ask) ?? defaults.isCaching
        if !defaults.models.isEmpty { styles = defaults.styles(for: ask) }
        answered = ask.answered?.unicodeScalars.count ?? 0
    }

    private static func message(from person: String) -> ChatMessage {
        ChatMessage(role: .user, content: QuestionText.neutralised(person))
    }
}
