internal import LanguageModels
internal import SpeechFrames

/// What a turn asks of one model in place of what ``TurnDefaults`` says; `nil`: what they say.
package struct ModelDefaults: Sendable, Equatable {
    package var system: String?
    package var temperature: Double?
    package var maximumTokens: Int?
    package var keepAlive: String?
    /// Whether its answers, and the sound of them, may be kept.
    package var cache: Bool?

    package init(
        system: String? = nil,
        temperature: Double? = nil,
        maximumTokens: Int? = nil,
        keepAlive: String? = nil,
        cache: Bool? = nil
    ) {
        self.system = system
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.keepAlive = keepAlive
        self.cache = cache
    }
}

extension ModelDefaults {
    /// What these say, and where they say nothing what `other` says.
    func over(_ other: ModelDefaults) -> ModelDefaults {
        ModelDefaults(
            system: system ?? other.system,
            temperature: temperature ?? other.temperature,
            maximumTokens: maximumTokens ?? other.maximumTokens,
            keepAlive: keepAlive ?? other.keepAlive
        )
    }
}

extension TurnDefaults {
    /// How each model is asked what `ask` asks.
    func styles(for ask: Ask) -> ModelStyles {
        ModelStyles(usual: style(ModelDefaults(), for: ask), own: models.mapValues { style($0, for: ask) })
    }

    /// Whether what comes of `ask` may be kept; `nil`: nobody has chosen.
    func cache(for ask: Ask) -> Bool? {
        // What is only said is of no model.
        ask.cache ?? (ask.say == true ? nil : models[model(for: ask)]?.cache)
    }

    /// How `ask` is asked of a model that has its `own` settings; what its arm of an experiment has goes before those.
    func style(_ own: ModelDefaults, for ask: Ask) -> QuestionStyle {
        let own = arm(of: ask).own.over(own)
        let system = [ask.system ?? own.system ?? system, ask.language.map(Self.languageWish), form.instructions]
        return QuestionStyle(
            system: system.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n"),
            temperature: own.temperature ?? temperature,
            maximumTokens: own.maximumTokens ?? maximumTokens,
            keepAlive: own.keepAlive ?? keepAlive
        )
    }

    /// What is spoken in a language has to be written in it.
    private static func languageWish(_ tag: String) -> String {
        "Answer in the language with the BCP 47 tag \(tag), whatever language you are asked in."
    }
}
