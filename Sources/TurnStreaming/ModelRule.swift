private import Intents
internal import SpeechFrames

/// A model for one kind of questions. All its conditions have to hold.
package struct ModelRule: Sendable, Equatable {
    /// The model's name on its server.
    package let model: String

    /// Of these, one has to occur; empty: no condition. Each is one word or several in a row.
    private let words: [[String]]

    /// With one of these the question has to begin; empty: no condition.
    private let beginnings: [[String]]

    /// The question has to have more words than this.
    private let longerThan: Int?

    /// The question has to have fewer words than this.
    private let shorterThan: Int?

    /// The BCP 47 language of the turn, or what it begins with: `de` is also `de-AT`.
    private let language: String?

    /// A rule for `model`, which is asked where all of the conditions that are given hold.
    package init(
        model: String,
        words: [String] = [],
        beginsWith: [String] = [],
        longerThan: Int? = nil,
        shorterThan: Int? = nil,
        language: String? = nil
    ) {
        self.model = model
        self.words = words.map(SpokenWords.of)
        self.beginnings = beginsWith.map(SpokenWords.of)
        self.longerThan = longerThan
        self.shorterThan = shorterThan
        self.language = language?.lowercased()
    }

    /// Whether a question of these `said` words is of the kind. Of one that is not `isWhole` yet it is not known that it stays short.
    func fits(_ said: [String], language: String?, isWhole: Bool) -> Bool {
        if let longerThan, said.count <= longerThan { return false }
        if let shorterThan, said.count >= shorterThan || !isWhole { return false }
        if let own = self.language {
            guard let tag = language?.lowercased(), tag == own || tag.hasPrefix("\(own)-") else { return false }
        }
        if !beginnings.isEmpty, !beginnings.contains(where: { said.starts(with: $0) }) { return false }
        return words.isEmpty || words.contains { said.contains(inARow: $0) }
    }
}

extension TurnDefaults {
    /// Who answers `ask`: whom it names, else the first whose rule fits, else the usual model.
    func model(for ask: Ask) -> String {
        if let model = ask.model { return model }
        guard !rules.isEmpty else { return model }
        let said = SpokenWords.of(ask.text)
        // What is prepared for has no number yet, and its text may go on.
        let isWhole = ask.turn > 0
        return rules.first { $0.fits(said, language: ask.language, isWhole: isWhole) }?.model ?? model
    }
}

extension [String] {
    fileprivate func contains(inARow words: [String]) -> Bool {
        guard let first = words.first else { return false }
        return indices.contains { self[$0] == first && self[$0...].starts(with: words) }
    }
}
