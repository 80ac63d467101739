package import Intents
package import Tools

/// Does what a person asks for that needs no model: tools answer, commands are delivered.
package struct RequestDesk: Sendable {
    let router: IntentRouter
    /// What is understood where no model answers; compiled when that happens first.
    private let lastResort: LastResort?
    /// The rules about what is being said, as a rules file: see ``RuleSet/cues``.
    package let cues: String
    /// What can be done; a model may have it done, too.
    package let tools: ToolBox
    /// How loud the answers are; `nil`: as they come.
    package let volume: VolumeDial?
    let courier: CommandCourier
    let rules: RuleTerms
    /// What was done before this process was started; `nil`: nothing is known of that.
    let deeds: DeedLog?
    let warn: @Sendable (String) -> Void
    /// The intents of which it was said that nobody carries them out.
    let unheard = Noted()

    /// What of the rules goes beyond what is understood.
    struct RuleTerms: Sendable {
        var undoesOnFailure: Bool
        var delivery: String?
    }

    /// - Parameters:
    ///   - rules: what is understood; the router is compiled from them.
    ///   - tools: what the rules' tools are; also programs of the rules' own.
    ///   - courier: who takes commands away.
    ///   - volume: what the tool that changes the volume turns.
    ///   - deeds: remembers what was begun, for turns that are asked again after this process's death.
    ///   - fallbackThreshold: how sure it must be to do what is asked where no model answers; `nil`: as sure as ever.
    ///   - warn: is told what went wrong, for the log.
    /// - Throws: ``RuleError`` where a rule cannot be used.
    package init(
        _ rules: RuleSet,
        tools: ToolBox,
        courier: CommandCourier,
        volume: VolumeDial? = nil,
        deeds: DeedLog? = nil,
        fallbackThreshold: Double? = nil,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RuleError) {
        router = try IntentRouter(rules)
        cues = rules.cues
        lastResort = fallbackThreshold.map { LastResort(rules, threshold: $0) }
        self.tools = tools
        self.courier = courier
        self.volume = volume
        self.deeds = deeds
        self.rules = RuleTerms(undoesOnFailure: rules.undoesOnFailure, delivery: rules.delivery)
        self.warn = warn
    }

    /// What `text` asks for; `nil` where it is for the model.
    package func request(in text: String, language: String?) -> RouteDecision? {
        let decision = router.route(text, language: language)
        return decision.kind == .conversation ? nil : decision
    }

    /// What `text` most likely asks for, where no model can be asked; `nil` where nothing fits.
    package func likelyRequest(in text: String, language: String?) -> RouteDecision? {
        let decision = lastResort?.router?.route(text, language: language) ?? .conversation
        return decision.kind == .conversation ? nil : decision
    }

    /// A turn is new, and not asked again.
    package func begin(session: String, turn: Int) { deeds?.forget(session: session, turn: turn) }

    /// Whether parts of a turn were done, here or by a process before: what is said about them is then the same again.
    package func knows(session: String, turn: Int) -> Bool { deeds?.knows(session: session, turn: turn) ?? false }
}
