extension SettingsCatalog.Theme {
    /// The model that answers.
    static var model: Self {
        Self(
            "The model",
            [
                Setting.provider, Setting.ollamaURL, Setting.openaiURL, Setting.apiKeyFile, Setting.model,
                Setting.system, Setting.answerForm, Setting.temperature, Setting.maxTokens, Setting.keepAlive,
                Setting.models, Setting.modelFor,
                Setting.warmUp,
                Setting.connectTimeout,
                Setting.firstTokenTimeout, Setting.stallTimeout, Setting.turns,
            ]
        )
    }
}

extension Setting where Value == ModelProvider {
    package static var provider: Self {
        Self(
            "provider",
            .choice,
            default: .ollama,
            """
            Who answers: Ollama, a server that speaks OpenAI's protocol (llama.cpp, vLLM, LM Studio and others), or no \
            model but a text at a model's pace.
            """,
            for: .llmStreamer
        )
    }
}

extension Setting where Value == AnswerFormChoice {
    package static var answerForm: Self {
        Self(
            "answer_form",
            .choice,
            default: .auto,
            """
            How the model answers: in text, or in a JSON object with intent, entities, confidence and response, of which the \
            response is spoken. With json the model is told to; with auto it may.
            """,
            for: .llmStreamer
        )
    }
}

extension Setting where Value == String {
    package static var ollamaURL: Self {
        Self(
            "ollama_url",
            .url,
            default: "http://localhost:11434",
            "Ollama's address.",
            for: .llmStreamer,
            isOfTheSeed: true
        )
    }

    package static var openaiURL: Self {
        Self(
            "openai_url",
            .url,
            default: "http://localhost:8080",
            "The address of a server that speaks OpenAI's protocol.",
            for: .llmStreamer
        )
    }

    package static var model: Self {
        Self(
            "model",
            .text("name", maximum: 256),
            default: "llama3.2:3b",
            "The model's name on its server.",
            for: .llmStreamer,
            change: .reload,
            isOfTheSeed: true
        )
    }
}

extension Setting where Value == String? {
    package static var apiKeyFile: Self {
        Self(
            "api_key_file",
            .text("path"),
            absence: "the variable OPENAI_API_KEY",
            "A file with the key for the server that speaks OpenAI's protocol.",
            for: .llmStreamer
        )
    }

    package static var system: Self {
        Self(
            "system",
            .text("text", minimum: 0, maximum: 65_536, multiline: true),
            absence: "one that tells the model that its words are spoken",
            "The system prompt; an empty one is none.",
            for: .llmStreamer,
            change: .reload
        )
    }

    package static var keepAlive: Self {
        Self(
            "keep_alive",
            .text("time", maximum: 32),
            absence: "the server's own",
            "How long Ollama keeps the model loaded: 5m, 1h, -1 for ever.",
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == Double? {
    package static var temperature: Self {
        Self(
            "temperature",
            .number(0...2),
            absence: "the model's own",
            "How freely the model chooses its words; 0: always the likeliest.",
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == Bool {
    package static var warmUp: Self {
        Self(
            "warm_up",
            .boolean,
            default: true,
            "Whether Ollama loads the model when the hub starts, so that the first answer does not wait for it.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == [NamedSetting<ModelSetting>] {
    package static var models: Self {
        Self(
            "models",
            .map(of: .model, count: 0...32),
            default: [],
            """
            What holds for single models, fallbacks too, in place of system, temperature, max_tokens, keep_alive and \
            cache. For example {"qwen3:4b": {temperature: 0.2, keep_alive: 1h}}.
            """,
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == [ModelRuleSetting] {
    package static var modelFor: Self {
        Self(
            "model_for",
            .list(of: .modelRule, count: 0...32),
            default: [],
            """
            Models of the same server for kinds of questions; the first whose condition holds answers in place of model. A \
            condition has words, begins_with, longer_than, shorter_than (both in words) or language; all that it has must \
            hold. For example [{when: {words: [code, script]}, model: "qwen2.5-coder:7b"}].
            """,
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == Int? {
    package static var maxTokens: Self {
        Self(
            "max_tokens",
            .integer(1...1_000_000, unit: "tokens"),
            absence: "the model's own",
            "The longest answer.",
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == Duration {
    package static var connectTimeout: Self {
        Self(
            "connect_timeout",
            .duration(.milliseconds(10)...(.seconds(300))),
            default: .seconds(3),
            "How long connecting to the model's server may take.",
            for: .llmStreamer
        )
    }

    package static var firstTokenTimeout: Self {
        Self(
            "first_token_timeout",
            .duration(.milliseconds(10)...(.seconds(3_600))),
            default: .seconds(120),
            "How long the first byte of an answer may take; a large model is loaded in that time.",
            for: .llmStreamer
        )
    }

    package static var stallTimeout: Self {
        Self(
            "stall_timeout",
            .duration(.milliseconds(10)...(.seconds(3_600))),
            default: .seconds(30),
            "How long the model may pause in the middle of an answer.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == Int {
    package static var turns: Self {
        Self("turns", .integer(1...256), default: 64, "How many questions are answered at once.", for: .llmStreamer)
    }
}
