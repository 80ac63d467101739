import ArgumentParser
import ServiceRuntime
import Settings

/// Which model answers, and how it is asked.
struct ModelOptions: ParsableArguments {
    @Option(.provider)
    var provider: GivenFlag?

    @Option(help: "The address of the provider's server: short for --ollama-url or --openai-url.")
    var url: String?

    @Option(.ollamaURL)
    var ollamaURL: GivenFlag?

    @Option(.openaiURL)
    var openaiURL: GivenFlag?

    @Option(.apiKeyFile)
    var apiKeyFile: GivenFlag?

    @Option(.model)
    var model: GivenFlag?

    @Option(.system)
    var system: GivenFlag?

    @Option(.answerForm)
    var answerForm: GivenFlag?

    @Option(.temperature)
    var temperature: GivenFlag?

    @Option(.maxTokens)
    var maxTokens: GivenFlag?

    @Option(.keepAlive)
    var keepAlive: GivenFlag?

    @Option(.models)
    var models: GivenFlag?

    @Option(.modelFor)
    var modelFor: GivenFlag?

    @Option(.warmUp)
    var warmUp: GivenFlag?

    @Option(.connectTimeout)
    var connectTimeout: GivenFlag?

    @Option(.firstTokenTimeout)
    var firstTokenTimeout: GivenFlag?

    @Option(.stallTimeout)
    var stallTimeout: GivenFlag?
}
