/// The sentence with which a turn ends whose model cannot go on: whoever only listens would else take silence for the end.
package struct Apology: Sendable, Equatable {
    /// What it is about.
    enum Reason {
        /// Nobody has answered.
        case unanswered
        /// An answer has begun, and nobody goes on with it.
        case unfinished
        /// More is asked than can be answered now.
        case busy
    }

    private let sentence: String?

    /// Says `sentence`; `nil`: one of its own, in the turn's language.
    package init(sentence: String? = nil) {
        self.sentence = sentence
    }

    private static let sentences: [String: (unanswered: String, unfinished: String, busy: String)] = [
        "de": (
            "Entschuldigung, ich kann gerade nicht antworten.", "Entschuldigung, ich kann diese Antwort nicht beenden.",
            "Entschuldigung, ich habe gerade zu viel zu tun. Frag mich bitte gleich noch einmal."
        ),
        "en": (
            "Sorry, I can't answer now.", "Sorry, I can't finish this answer.",
            "Sorry, I have too much to do just now. Please ask me again in a moment."
        ),
        "es": (
            "Lo siento, ahora no puedo responder.", "Lo siento, no puedo terminar esta respuesta.",
            "Lo siento, ahora tengo demasiado que hacer. Pregúntame otra vez dentro de un momento."
        ),
        "fr": (
            "Désolé, je ne peux pas répondre maintenant.", "Désolé, je ne peux pas finir cette réponse.",
            "Désolé, j'ai trop à faire en ce moment. Redemande-moi dans un instant."
        ),
        "it": (
            "Mi dispiace, ora non posso rispondere.", "Mi dispiace, non posso finire questa risposta.",
            "Mi dispiace, ora ho troppo da fare. Chiedimelo di nuovo tra un momento."
        ),
        "nl": (
            "Sorry, ik kan nu niet antwoorden.", "Sorry, ik kan dit antwoord niet afmaken.",
            "Sorry, ik heb het nu te druk. Vraag het me zo nog eens."
        ),
        "pt": (
            "Desculpe, agora não posso responder.", "Desculpe, não posso terminar esta resposta.",
            "Desculpe, agora tenho muito que fazer. Pergunte-me de novo daqui a pouco."
        ),
    ]

    /// The sentence in a BCP 47 language, by its first part; English where the language is not known here.
    func text(language: String?, _ reason: Reason) -> String {
        if let sentence { return sentence }
        let primary = (language ?? "").split { $0 == "-" || $0 == "_" }.first?.lowercased() ?? "en"
        guard let sentences = Self.sentences[primary] ?? Self.sentences["en"] else { return "" }
        return switch reason {
        case .unanswered: sentences.unanswered
        case .unfinished: sentences.unfinished
        case .busy: sentences.busy
        }
    }
}
