/// Decides, before the model is asked, whether what was said needs it: a tool or a command may be the whole answer.
///
/// Only what fits a rule from its first word to its last is taken: a rule's words inside of other talk are no request. The
/// time is linear in the words, and there are at most ``longestRequest`` of them.
package struct IntentRouter: Sendable {
    /// Longer texts are conversation at once, in UTF-8 bytes.
    package static let longestText = 1_024

    /// Requests of more words are conversation at once.
    package static let longestRequest = 48

    private let threshold: Double
    private let languages: [String: LanguageRouter]

    /// Compiles the rules.
    ///
    /// - Throws: ``RuleError`` where a rule cannot be used; its message names the rule.
    package init(_ rules: RuleSet) throws(RuleError) {
        threshold = rules.threshold
        var languages: [String: LanguageRouter] = [:]
        for (name, language) in rules.languages {
            languages[name] = try LanguageRouter(language, name: name, threshold: rules.threshold)
        }
        self.languages = languages
    }

    /// Decides about `text`, in a BCP 47 language; `nil` where it is not known: then each is tried.
    package func route(_ text: String, language: String? = nil) -> RouteDecision {
        guard text.utf8.count <= Self.longestText else { return .conversation }
        if let language {
            let name = language.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } ?? ""
            return languages[name]?.route(text) ?? .conversation
        }
        var best = RouteDecision.conversation
        for (_, router) in languages.sorted(by: { $0.key < $1.key }) {
            let decision = router.route(text)
            if decision.confidence > best.confidence { best = decision }
        }
        return best
    }

    /// The intent that takes `intent` back, with the same slots; `nil` where there is none.
    package func undoing(_ intent: RecognizedIntent) -> RecognizedIntent? {
        guard let undo = intent.rule.undo, let rule = languages[intent.language]?.rule(undo) else { return nil }
        var other = intent
        other.rule = rule
        return other
    }
}
