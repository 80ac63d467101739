internal import Intents
private import Synchronization

/// The rules, understood with less certainty: for questions that no model answers.
final class LastResort: Sendable {
    private let rules: RuleSet
    private let compiled = Mutex<IntentRouter?>(nil)

    /// `rules` with another `threshold`, where that is lower than their own.
    init(_ rules: RuleSet, threshold: Double) {
        var rules = rules
        rules.threshold = min(rules.threshold, threshold)
        self.rules = rules
    }

    /// Compiled at the first use: most hubs never need it.
    var router: IntentRouter? {
        compiled.withLock { compiled in
            if compiled == nil { compiled = try? IntentRouter(rules) }
            return compiled
        }
    }
}
