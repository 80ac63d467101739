/// Where a question goes.
package struct RouteDecision: Sendable, Equatable {
    /// Who answers.
    package enum Kind: String, Sendable {
        /// The model.
        case conversation
        /// A tool, without the model.
        case toolUse = "tool_use"
        /// Whoever carries out commands; perhaps tools beside it.
        case deviceCommand = "device_command"
    }

    /// What is wanted, in the order in which it was said; none for a conversation.
    package var intents: [RecognizedIntent]

    /// What is left to the model.
    package static let conversation = RouteDecision(intents: [])

    package var kind: Kind {
        if intents.isEmpty { return .conversation }
        return intents.contains { $0.rule.action == .command } ? .deviceCommand : .toolUse
    }

    /// How sure it is, from 0 to 1: as its least sure part. 0 for a conversation.
    package var confidence: Double { intents.map(\.confidence).min() ?? 0 }
}

/// One thing that is wanted.
package struct RecognizedIntent: Sendable, Equatable {
    /// The rule that fits.
    package var rule: IntentRule

    /// What stands in its slots.
    package var slots: [String: SlotValue]

    /// From 0 to 1.
    package var confidence: Double

    /// The BCP 47 language whose rule it is, without a region.
    package var language: String

    /// Whether some of its words could be any.
    var hasOpenSlot = false

    /// What a tool is given, or a command's entities. What would be empty is left out.
    package var arguments: [String: String] {
        guard let templates = rule.arguments else { return slots.mapValues(\.value) }
        return templates.mapValues { $0.text(slots, .value) }.filter { !$0.value.isEmpty }
    }

    /// What is said about a command; empty where the rule says nothing.
    package var response: String { rule.response?.text(slots, .said) ?? "" }
}
