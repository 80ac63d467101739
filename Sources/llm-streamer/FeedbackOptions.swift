import ArgumentParser
import CommandOptions

/// How the answer is shown while it comes.
struct FeedbackOptions: ParsableArguments {
    @Option(
        help: """
            How long tokens are collected in a hub before they are shown, 0ms to 1s; an answer's first token is shown at \
            once. (default: 50ms)
            """
    )
    var visualFeedbackDelay: DurationArgument?

    /// What the flag, the environment and the default make.
    func delay() throws -> Duration {
        let delay = try EnvironmentSetting.resolve(
            visualFeedbackDelay,
            "STREAMING_VISUAL_FEEDBACK_DELAY",
            "a duration such as 50ms",
            default: DurationArgument(.milliseconds(50))
        )
        guard delay.value <= .seconds(1) else {
            throw ProgramFailure(.config, "the visual feedback delay must be from 0ms to 1s")
        }
        return delay.value
    }
}
