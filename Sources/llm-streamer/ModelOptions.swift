import ArgumentParser
import CommandOptions
import LanguageModels
import TurnStreaming

/// Where answers come from.
enum Provider: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ollama, openai, replay
}

/// Which model answers, and how it is asked.
struct ModelOptions: ParsableArguments {
    @Option(
        help: "ollama, openai (llama.cpp, vLLM, LM Studio and others) or replay (no model: a text at a model's pace)."
    )
    var provider = Provider.ollama

    @Option(help: "The server. (default: http://localhost:11434 for ollama, http://localhost:8080 for openai)")
    var url: String?

    @Option(help: "The model's name on that server. (default: llama3.2:3b)")
    var model: String?

    @Option(help: "The system prompt.")
    var system: String?

    @Option(help: "0 (always the likeliest word) to 2. (default: the model's own)")
    var temperature: Double?

    @Option(help: "The longest answer, in tokens. (default: the model's own)")
    var maxTokens: Int?

    @Option(help: "How long Ollama keeps the model loaded: 5m, 1h, -1 for ever. (default: the server's own)")
    var keepAlive: String?

    @Option(help: "A file with the API key for openai. Without it, the variable OPENAI_API_KEY is used.")
    var apiKeyFile: String?

    @Option(help: "How long connecting may take.")
    var connectTimeout = DurationArgument(ModelTimeouts().connect)

    @Option(help: "How long the first byte of an answer may take; a large model is loaded in that time.")
    var firstTokenTimeout = DurationArgument(ModelTimeouts().firstByte)

    @Option(help: "How long the model may pause in the middle of an answer.")
    var stallTimeout = DurationArgument(ModelTimeouts().stall)

    func validate() throws {
        if let temperature, !(0...2).contains(temperature) {
            throw ValidationError("--temperature is \(temperature): it must be from 0 to 2")
        }
        if let maxTokens, maxTokens < 1 { throw ValidationError("--max-tokens is \(maxTokens): it must be at least 1") }
    }

    func defaults() throws -> TurnDefaults {
        TurnDefaults(
            model: try EnvironmentSetting.resolve(model, "STREAMING_MODEL", "a model's name", default: "llama3.2:3b"),
            system: system,
            temperature: temperature,
            maximumTokens: maxTokens,
            keepAlive: keepAlive
        )
    }

    func makeOllama(_ transport: CurlTransport) throws -> OllamaModel {
        let url = try EnvironmentSetting.resolve(
            url,
            "STREAMING_OLLAMA_URL",
            "an address such as http://localhost:11434",
            default: "http://localhost:11434"
        )
        return OllamaModel(url: try ModelURL(url), transport: transport, timeouts: timeouts)
    }

    func makeOpenAI(_ transport: CurlTransport) throws -> OpenAIModel {
        let key =
            if let apiKeyFile {
                try APIKey.read(file: apiKeyFile)
            } else {
                try EnvironmentSetting.value(of: "OPENAI_API_KEY").map { try APIKey($0) }
            }
        return OpenAIModel(
            url: try ModelURL(url ?? "http://localhost:8080"),
            apiKey: key,
            transport: transport,
            timeouts: timeouts
        )
    }

    private var timeouts: ModelTimeouts {
        ModelTimeouts(connect: connectTimeout.value, firstByte: firstTokenTimeout.value, stall: stallTimeout.value)
    }
}
