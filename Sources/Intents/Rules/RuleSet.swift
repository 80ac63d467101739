/// All that the router goes by.
package struct RuleSet: Sendable, Equatable {
    /// How sure a match must be, from 0 to 1; below it the model decides.
    package var threshold = 0.7

    /// By their BCP 47 name without a region: `en`.
    package var languages: [String: RuleLanguage] = [:]

    /// Whether a command that fails takes back those before it that can be taken back.
    package var undoesOnFailure = false

    /// Who carries out commands, by the names that rules give them.
    package var deliveries: [String: CommandDelivery] = [:]

    /// The name of the delivery for commands whose rule names none. `nil`: nobody carries those out.
    package var delivery: String?

    /// Programs of the user's that are tools.
    package var tools: [ProgramToolDefinition] = []

    package init() {}

    /// Who carries out what a rule wants done; `nil` where nobody does.
    package func delivery(of rule: IntentRule) -> String? { rule.delivery ?? delivery }
}

/// The rules of one language, and its words.
package struct RuleLanguage: Sendable, Equatable {
    /// Words that stand for several: `what's`: `what is`.
    package var contractions: [String: String] = [:]

    /// What may be said before a request without changing it: `could you please`.
    package var before: [String] = []

    /// What may be said after it: `please`, `for me`.
    package var after: [String] = []

    /// What stands between two requests: `and`, `and then`.
    package var connectors: [String] = []

    /// Words that no open slot begins with: after them the words before are no request, as in "play is important".
    package var neverFirst: Set<String> = []

    package var numbers = NumberWords()

    /// Patterns that others use as `<name>`.
    package var synonyms: [String: String] = [:]

    /// The values of slots, each with the ways to say it, by the list's name.
    package var lists: [String: [String: [String]]] = [:]

    package var rules: [IntentRule] = []

    package init() {}
}
