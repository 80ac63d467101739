import ArgumentParser
import LanguageModels
import ServiceRuntime
import Settings
import SpeechFrames

/// Whether what was answered is kept.
struct CacheOptions: ParsableArguments {
    @Option(.cache)
    var cache: GivenFlag?

    @Option(.answerCache)
    var answerCache: GivenFlag?

    @Option(.answerCacheTime)
    var answerCacheTime: GivenFlag?
}

extension EffectiveSettings {
    /// An empty cache of answers, as large as the settings say.
    var answerCacheAtStart: AnswerCache {
        AnswerCache(limit: self[.answerCache], age: self[.answerCacheTime]) {
            .microseconds(MonotonicTime.microseconds())
        }
    }
}
