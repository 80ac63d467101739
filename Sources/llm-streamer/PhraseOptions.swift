import ArgumentParser
import CommandOptions
import Phrasing

/// How the answer is cut into phrases.
struct PhraseOptions: ParsableArguments {
    @Option(help: "The longest that text waits for the end of its phrase. (default: 2s)")
    var maxBufferTime: DurationArgument?

    @Option(help: "The longest phrase, in tokens. (default: 50)")
    var maxTokensPerPhrase: Int?

    /// The limits that the flags, the environment and the defaults make.
    func limits() throws -> PhraseSplitter.Limits {
        let time = try EnvironmentSetting.resolve(
            maxBufferTime,
            "STREAMING_MAX_BUFFER_TIME",
            "a duration such as 2s or 500ms",
            default: DurationArgument(.seconds(2))
        )
        let tokens = try EnvironmentSetting.resolve(
            maxTokensPerPhrase,
            "STREAMING_MAX_TOKENS_PER_PHRASE",
            "a whole number from 5 to 1000",
            default: 50
        )
        guard time.value >= .milliseconds(100), time.value <= .seconds(60) else {
            throw ProgramFailure(.config, "the longest buffer time must be from 100ms to 60s")
        }
        guard (5...1_000).contains(tokens) else {
            throw ProgramFailure(.config, "the longest phrase is \(tokens) tokens: it must be from 5 to 1000")
        }
        return PhraseSplitter.Limits(maximumDelay: time.value, maximumTokens: tokens)
    }
}
