import Clocks
import LanguageModels
import Logging
import Settings
import TurnStreaming

extension EffectiveSettings {
    /// The provider's model, and those who answer where it does not; `loading` is told of those that are waited for. Of answers only
    /// the first one's are kept in `cache`: who stands in is to be heard no longer than need be.
    ///
    /// - Throws: where an address or the key cannot be used.
    func makeChain(
        _ transport: CurlTransport,
        keeping cache: AnswerCache,
        _ logger: Logger,
        loading: ModelLoading
    ) throws -> FallbackModel<SteadyClock> {
        let first = FallbackSetting(model: self[.model], provider: self[.provider])
        let others = self[.fallbackEnabled] ? self[.fallbacks] : []
        let candidates = try ([first] + others).enumerated().map { index, setting in
            let url = try url(of: setting)
            let server = try makeServer(setting.provider ?? self[.provider], at: url, transport)
            let model = VisibleAnswers(of: server, form: answerForm)
            return ModelCandidate(
                name: "\(setting.model ?? self[.model]) at \(url)",
                model: index == 0 ? CachedAnswers(of: model, in: cache) : model,
                // A question may name the first one's model.
                modelName: index == 0 ? nil : setting.model
            )
        }
        return FallbackModel(
            candidates,
            retries: RetryPolicy(
                retries: self[.retries],
                base: self[.retryWait],
                limit: max(self[.retryWait], self[.longestRetryWait])
            ),
            patience: self[.answerDeadline],
            loadingPatience: self[.firstTokenTimeout],
            note: { note in
                switch note {
                case .retries: logger.info("\(note.message)")
                // It is told with the turn.
                case .gaveUp(_, _, next: nil): break
                case .gaveUp, .isBack: logger.warning("\(note.message)")
                case .loads(let name):
                    logger.notice("\(note.message)")
                    loading.begin(name)
                case .loaded(let name): loading.end(name)
                }
            }
        )
    }

    /// What is said where nobody answers; `nil`: nothing.
    var apology: Apology? { self[.fallbackEnabled] ? Apology(sentence: self[.fallbackSentence]) : nil }

    func url(of setting: FallbackSetting) throws -> ModelURL {
        try ModelURL(setting.url ?? self[(setting.provider ?? self[.provider]) == .openai ? .openaiURL : .ollamaURL])
    }
}
