/// The sentence with which a turn ends whose model cannot go on: whoever only listens would else take silence for the end.
enum Apology {
    /// What is said where nothing had been answered, and where a part had.
    private static let sentences: [String: (unanswered: String, unfinished: String)] = [
        "de": (
            "Entschuldigung, ich kann gerade nicht antworten.", "Entschuldigung, ich kann diese Antwort nicht beenden."
        ),
        "en": ("Sorry, I can't answer now.", "Sorry, I can't finish this answer."),
        "es": ("Lo siento, ahora no puedo responder.", "Lo siento, no puedo terminar esta respuesta."),
        "fr": ("Désolé, je ne peux pas répondre maintenant.", "Désolé, je ne peux pas finir cette réponse."),
        "it": ("Mi dispiace, ora non posso rispondere.", "Mi dispiace, non posso finire questa risposta."),
        "nl": ("Sorry, ik kan nu niet antwoorden.", "Sorry, ik kan dit antwoord niet afmaken."),
        "pt": ("Desculpe, agora não posso responder.", "Desculpe, não posso terminar esta resposta."),
    ]

    /// The sentence in a BCP 47 language, by its first part; English where the language is not known here.
    static func text(language: String?, isAnswered: Bool) -> String {
        let primary = (language ?? "").split { $0 == "-" || $0 == "_" }.first?.lowercased() ?? "en"
        guard let sentence = sentences[primary] ?? sentences["en"] else { return "" }
        return isAnswered ? sentence.unfinished : sentence.unanswered
    }
}
