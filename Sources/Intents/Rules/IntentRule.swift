/// What to do when something is said in one of several ways.
package struct IntentRule: Sendable, Equatable {
    /// What a match leads to.
    package enum Action: Sendable, Equatable {
        /// The tool of that name answers.
        case tool(String)
        /// A `command` frame with the intent's name goes out.
        case command
    }

    /// The name of what the person wants, such as `turn_on`.
    package var intent: String

    /// The ways to say it: words, `[left out]`, `(one|of)`, `{slot}`, `{slot:kind}`, `<synonyms>`.
    package var patterns: [String]

    package var action = Action.command

    /// What a tool is given, or a command's entities, where that is not each slot's value by its name.
    package var arguments: [String: SlotTemplate]?

    /// How sure a match is, from 0 to 1.
    package var confidence = 0.95

    /// What is said about a command that was done; or in place of a tool's own words, with the members of its data as slots.
    package var response: SlotTemplate?

    /// What is said about a command that failed.
    package var failure: SlotTemplate?

    /// Words with which it does not fit.
    package var unless: Set<String> = []

    /// Whether it may be a part of "do this and do that".
    package var isCompoundable = true

    /// The name of the delivery that commands go to. `nil`: ``RuleSet/delivery``.
    package var delivery: String?

    /// The intent that takes it back, where it can be taken back.
    package var undo: String?

    package init(intent: String, patterns: [String]) {
        self.intent = intent
        self.patterns = patterns
    }
}
