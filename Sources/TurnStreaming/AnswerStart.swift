package import SpeechFrames

/// Where the writing of an answer starts: at its beginning, or, for one that was lost on the way, after what is down the
/// line already.
package struct AnswerStart: Sendable, Equatable {
    /// The phrase that comes next.
    package var phrase = 0

    /// Where it starts in the visible text, in Unicode scalars.
    package var text = 0

    /// Scalars of the visible text that came as tokens.
    package var shown = 0

    /// Whether all phrases are down the line, and all of the text came as tokens.
    package var isComplete = false

    package init() {}

    /// Where `ask` goes on, given what the next stage holds of it; without a place in the text, all is said again and the
    /// next stage leaves out what it has.
    package init(_ ask: Ask, held: HeldTurn?, end: End?) {
        shown = ask.answered?.unicodeScalars.count ?? 0
        guard let held, let textEnd = held.textEnd else { return }
        phrase = held.phrase
        text = textEnd
        isComplete = end.map(ask.hasBeenShown) ?? false
    }
}

extension AnswerStart {
    /// Where `ask` goes on for the eye alone: what there was to be heard is over.
    package init(unspoken ask: Ask) {
        shown = ask.answered?.unicodeScalars.count ?? 0
        text = .max
    }

    /// Whether anything of the answer may be spoken yet.
    var isSpoken: Bool { text != .max }
}

extension Ask {
    /// Whether all of the answer that ends so was shown to who asks. One that never was lost needs nothing shown again.
    func hasBeenShown(_ end: End) -> Bool {
        guard let answered, let textEnd = end.textEnd else { return true }
        return answered.unicodeScalars.count >= textEnd
    }
}
