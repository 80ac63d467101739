import CommandOptions
import Experiments
import LanguageModels
import Phrasing
import Settings
import TurnStreaming

/// What the settings mean for the parts of this program.
extension EffectiveSettings {
    /// What a turn asks of the model.
    var turnDefaults: TurnDefaults {
        TurnDefaults(
            model: self[.model],
            system: self[.system] ?? TurnDefaults.spokenStyle,
            temperature: self[.temperature],
            maximumTokens: self[.maxTokens],
            keepAlive: self[.keepAlive],
            form: answerForm,
            models: Dictionary(self[.models].map { ($0.name, ModelDefaults($0.value)) }) { _, last in last },
            rules: self[.modelFor].map { ModelRule($0) },
            isCaching: self[.cache],
            isStreaming: self[.enabled],
            rollout: Rollout(percent: self[.rollout]),
            arms: Dictionary(self[.arms].map { ($0.name, ArmDefaults($0.value)) }) { _, last in last }
        )
    }

    /// Who answers, for people.
    var answererName: String {
        switch self[.provider] {
        case .replay: "replay"
        case .ollama: "\(self[.model]) at \(self[.ollamaURL])"
        case .openai: "\(self[.model]) at \(self[.openaiURL])"
        }
    }

    /// How answers are written.
    var answerForm: AnswerForm {
        switch self[.answerForm] {
        case .text: .text
        case .json: .json
        case .auto: .auto
        }
    }

    /// How an answer is cut.
    var phraseLimits: PhraseSplitter.Limits {
        PhraseSplitter.Limits(maximumDelay: self[.maxBufferTime], maximumTokens: self[.maxTokensPerPhrase])
    }

    func makeServer(
        _ provider: ModelProvider,
        at url: ModelURL,
        _ transport: CurlTransport
    ) throws -> any LanguageModel {
        provider == .openai
            ? try makeOpenAI(at: url, transport)
            : OllamaModel(url: url, transport: transport, timeouts: timeouts)
    }

    private func makeOpenAI(at url: ModelURL, _ transport: CurlTransport) throws -> OpenAIModel {
        let key =
            if let file = self[.apiKeyFile] {
                try APIKey.read(file: file)
            } else {
                // A secret, so no setting: `loquat config` shows those.
                try EnvironmentVariable.value(of: "OPENAI_API_KEY").map { try APIKey($0) }
            }
        return OpenAIModel(url: url, apiKey: key, transport: transport, timeouts: timeouts)
    }

    private var timeouts: ModelTimeouts {
        ModelTimeouts(connect: self[.connectTimeout], firstByte: self[.firstTokenTimeout], stall: self[.stallTimeout])
    }
}

extension ModelDefaults {
    fileprivate init(_ setting: ModelSetting) {
        self.init(
            system: setting.system,
            temperature: setting.temperature,
            maximumTokens: setting.maxTokens,
            keepAlive: setting.keepAlive,
            cache: setting.cache
        )
    }
}

extension ModelRule {
    fileprivate init(_ setting: ModelRuleSetting) {
        self.init(
            model: setting.model,
            words: setting.when.words ?? [],
            beginsWith: setting.when.beginsWith ?? [],
            longerThan: setting.when.longerThan,
            shorterThan: setting.when.shorterThan,
            language: setting.when.language
        )
    }
}

extension ArmDefaults {
    fileprivate init(_ setting: ArmSetting) {
        self.init()
        model = setting.model
        own = ModelDefaults(
            system: setting.system,
            temperature: setting.temperature,
            maximumTokens: setting.maxTokens,
            keepAlive: setting.keepAlive
        )
        (voice, language, rate) = (setting.voice, setting.language, setting.rate)
        isStreaming = setting.enabled
        maximumDelay = setting.maxBufferTime
        maximumTokensPerPhrase = setting.maxTokensPerPhrase
    }
}
