import ArgumentParser
import ServiceRuntime
import Settings

/// How the answer is cut into phrases.
struct PhraseOptions: ParsableArguments {
    @Option(.maxBufferTime)
    var maxBufferTime: GivenFlag?

    @Option(.maxTokensPerPhrase)
    var maxTokensPerPhrase: GivenFlag?
}
