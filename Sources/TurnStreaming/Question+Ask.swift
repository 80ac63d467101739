import LanguageModels
import SpeechFrames

extension Question {
    /// What `ask` asks, completed by `defaults`: the system prompt first, then the history, then the question, and
    /// what was answered before it was lost.
    init(_ ask: Ask, _ defaults: TurnDefaults) {
        let defaults = defaults.adjusted(for: ask.model ?? defaults.model)
        var messages: [ChatMessage] = []
        let system = [ask.system ?? defaults.system, ask.language.map(Self.languageWish), defaults.form.instructions]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n")
        if !system.isEmpty { messages.append(ChatMessage(role: .system, content: system)) }
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
            model: ask.model ?? defaults.model,
            temperature: defaults.temperature,
            maximumTokens: defaults.maximumTokens,
            keepAlive: defaults.keepAlive
        )
        form = defaults.form
        answered = ask.answered?.unicodeScalars.count ?? 0
    }

    private static func message(from person: String) -> ChatMessage {
        ChatMessage(role: .user, content: QuestionText.neutralised(person))
    }

    /// What is spoken in a language has to be written in it.
    private static func languageWish(_ tag: String) -> String {
        "Answer in the language with the BCP 47 tag \(tag), whatever language you are asked in."
    }
}
