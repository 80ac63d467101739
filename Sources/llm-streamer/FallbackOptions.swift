import ArgumentParser
import ServiceRuntime
import Settings

/// What is done where the model does not answer.
struct FallbackOptions: ParsableArguments {
    @Option(.fallbackEnabled)
    var fallbackEnabled: GivenFlag?

    @Option(.fallbacks)
    var fallbacks: GivenFlag?

    @Option(.fallbackSentence)
    var fallbackSentence: GivenFlag?

    @Option(.fallbackThreshold)
    var fallbackThreshold: GivenFlag?

    @Option(.answerDeadline)
    var answerDeadline: GivenFlag?

    @Option(.retries)
    var retries: GivenFlag?

    @Option(.retryWait)
    var retryWait: GivenFlag?

    @Option(.longestRetryWait)
    var longestRetryWait: GivenFlag?
}
