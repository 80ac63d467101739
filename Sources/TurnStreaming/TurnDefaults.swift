package import Experiments
package import LanguageModels
internal import Phrasing
internal import SpeechFrames

/// What a turn asks of the model where its `ask` says nothing else.
package struct TurnDefaults: Sendable {
    /// The model's name.
    package var model: String

    /// The system prompt; `nil`: none. See ``spokenStyle``.
    package var system: String?

    /// From 0 to 2; `nil`: the model's own.
    package var temperature: Double?

    /// The longest answer in tokens; `nil`: the model's own.
    package var maximumTokens: Int?

    /// How long the server keeps the model loaded, in Ollama's notation; `nil`: the server's own.
    package var keepAlive: String?

    /// How answers are written.
    package var form: AnswerForm

    /// What holds for single models, by their names.
    package var models: [String: ModelDefaults]

    /// Which models are asked in place of ``model``, by the kind of question; the first that fits.
    package var rules: [ModelRule]

    /// Whether answers may be kept, where neither the question nor its model's settings say so.
    package var isCaching: Bool

    /// Whether an answer is spoken while it is being written; else all of it comes first.
    package var isStreaming: Bool

    /// Which sessions that holds for; for the others all comes first.
    package var rollout: Rollout

    /// What holds for turns of an experiment's arms, by the arms' names.
    package var arms: [String: ArmDefaults]

    package init(
        model: String,
        system: String? = nil,
        temperature: Double? = nil,
        maximumTokens: Int? = nil,
        keepAlive: String? = nil,
        form: AnswerForm = .auto,
        models: [String: ModelDefaults] = [:],
        rules: [ModelRule] = [],
        isCaching: Bool = true,
        isStreaming: Bool = true,
        rollout: Rollout = Rollout(),
        arms: [String: ArmDefaults] = [:]
    ) {
        self.model = model
        self.system = system
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.keepAlive = keepAlive
        self.form = form
        self.models = models
        self.rules = rules
        self.isCaching = isCaching
        self.isStreaming = isStreaming
        self.rollout = rollout
        self.arms = arms
    }
}

extension TurnDefaults {
    /// The arm that the turn belongs to, and what is its own.
    func arm(of ask: Ask) -> ArmDefaults { ask.arm.flatMap { arms[$0] } ?? ArmDefaults() }

    /// Whether the turn's answer is spoken while it is being written.
    func isStreaming(_ ask: Ask) -> Bool { (arm(of: ask).isStreaming ?? isStreaming) && rollout.contains(ask.session) }

    /// How the turn's answer is cut, where `limits` hold for all.
    func limits(of ask: Ask, _ limits: PhraseSplitter.Limits) -> PhraseSplitter.Limits {
        let arm = arm(of: ask)
        var limits = limits
        limits.maximumDelay = arm.maximumDelay ?? limits.maximumDelay
        limits.maximumTokens = arm.maximumTokensPerPhrase ?? limits.maximumTokens
        return limits
    }
}
