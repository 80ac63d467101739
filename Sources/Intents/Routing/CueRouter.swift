/// What a question is to what is being said at that moment.
package enum Cue: Sendable, Equatable {
    /// It is to end.
    case stop
    /// It goes on, and the answer is heard beside it.
    case beside

    /// `nil` where it is a question like others.
    init?(_ action: IntentRule.Action) {
        switch action {
        case .tool("stop"): self = .stop
        case .tool("volume"): self = .beside
        default: return nil
        }
    }
}

/// Knows by their words the questions that are about what is being said, and no others: so it needs little memory.
package struct CueRouter: Sendable {
    private let router: IntentRouter?

    /// Goes by `rules`, the text of a rules file as ``RuleSet/cues`` is; empty: knows none.
    ///
    /// - Throws: ``RuleFileError``.
    package init(rules: String) throws(RuleFileError) {
        let rules = try RuleFile.read(Array(rules.utf8), "the cues", isKnownToBeRight: true)
        do throws(RuleError) {
            router = rules.languages.isEmpty ? nil : try IntentRouter(rules)
        } catch {
            throw RuleFileError("the cues: \(error.message)")
        }
    }

    /// What `text` is to what is being said, in a BCP 47 language; `nil` for a question like others.
    package func cue(in text: String, language: String?) -> Cue? {
        let cues = router?.route(text, language: language).intents.map { Cue($0.rule.action) } ?? []
        return cues.contains(.stop) ? .stop : cues.first ?? nil
    }
}
