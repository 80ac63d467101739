import ArgumentParser
import ServiceRuntime
import Settings

/// How the answer is shown while it comes.
struct FeedbackOptions: ParsableArguments {
    @Option(.enabled)
    var enabled: GivenFlag?

    @Option(.rollout)
    var rollout: GivenFlag?

    @Option(.arms)
    var arms: GivenFlag?

    @Option(.visualFeedbackDelay)
    var visualFeedbackDelay: GivenFlag?
}
