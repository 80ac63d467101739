/// What a turn asks of one model in place of what ``TurnDefaults`` says; `nil`: what they say.
package struct ModelDefaults: Sendable, Equatable {
    package var system: String?
    package var temperature: Double?
    package var maximumTokens: Int?
    package var keepAlive: String?

    package init(
        system: String? = nil,
        temperature: Double? = nil,
        maximumTokens: Int? = nil,
        keepAlive: String? = nil
    ) {
        self.system = system
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.keepAlive = keepAlive
    }
}

extension TurnDefaults {
    /// What holds where `model` is asked.
    func adjusted(for model: String) -> TurnDefaults {
        guard let own = models[model] else { return self }
        var copy = self
        copy.system = own.system ?? system
        copy.temperature = own.temperature ?? temperature
        copy.maximumTokens = own.maximumTokens ?? maximumTokens
        copy.keepAlive = own.keepAlive ?? keepAlive
        return copy
    }
}
