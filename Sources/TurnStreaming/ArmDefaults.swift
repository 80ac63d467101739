private import Phrasing
internal import SpeechFrames

/// What holds for the turns of an experiment's arm in place of what holds for all; `nil`: what holds for all.
package struct ArmDefaults: Sendable, Equatable {
    /// The model's name.
    package var model: String?

    /// What is asked of it, whichever model it is.
    package var own = ModelDefaults()

    /// Who speaks, where the question says nothing of it.
    package var voice: String?
    package var language: String?
    package var rate: Int?

    /// Whether an answer is spoken while it is being written.
    package var isStreaming: Bool?

    /// How an answer is cut.
    package var maximumDelay: Duration?
    package var maximumTokensPerPhrase: Int?

    package init() {}
}

extension ArmDefaults {
    /// Completes a question by what is this arm's.
    func complete(_ ask: inout Ask) {
        ask.model = ask.model ?? model
        ask.rate = ask.rate ?? rate
        // A voice is of a language: who has chosen one of them does not want the other from here.
        if ask.voice == nil, ask.language == nil { (ask.voice, ask.language) = (voice, language) }
    }
}
