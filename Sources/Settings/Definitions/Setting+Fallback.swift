extension SettingsCatalog.Theme {
    /// What is done where a model does not answer.
    static var fallback: Self {
        Self(
            "When the model fails",
            [
                Setting.fallbackEnabled, Setting.fallbacks, Setting.fallbackSentence, Setting.fallbackThreshold,
                Setting.answerDeadline,
                Setting.retries, Setting.retryWait, Setting.longestRetryWait,
            ]
        )
    }
}

extension Setting where Value == Bool {
    package static var fallbackEnabled: Self {
        Self(
            "fallback_enabled",
            .boolean,
            default: true,
            """
            Whether another model, and in the end a spoken sentence, answers where the model does not; else there is a \
            message and no more.
            """,
            for: .llmStreamer,
            isOfTheSeed: true
        )
    }
}

extension Setting where Value == [FallbackSetting] {
    package static var fallbacks: Self {
        Self(
            "fallbacks",
            .list(of: .fallback, count: 0...8),
            default: [],
            """
            The models that are asked, in this order, where the model does not answer; one that fails in mid-answer is gone \
            on with. For example [{model: "qwen3:0.6b"}, {model: small, url: "http://pi:8080", provider: openai}].
            """,
            for: .llmStreamer
        )
    }
}

extension Setting where Value == String? {
    package static var fallbackSentence: Self {
        Self(
            "fallback_sentence",
            .text("sentence", maximum: 1_024),
            absence: "one in the answer's language",
            "What is spoken in a hub where nobody answers.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == Double {
    package static var fallbackThreshold: Self {
        Self(
            "fallback_threshold",
            .number(0...1),
            default: 0.4,
            "How sure the rules must be of what was asked to do it where no model answers; 1: as sure as ever.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == Duration {
    package static var answerDeadline: Self {
        Self(
            "answer_deadline",
            .duration(.milliseconds(100)...(.seconds(3_600))),
            default: .seconds(30),
            """
            How long it may take until there is something to say, from whichever model; those who may be asked share the \
            time. Where nobody else is left to be asked, the time that Ollama needs to load the model does not count.
            """,
            for: .llmStreamer
        )
    }

    package static var retryWait: Self {
        Self(
            "retry_wait",
            .duration(.milliseconds(1)...(.seconds(10))),
            default: .milliseconds(200),
            "The longest wait before a question is asked again the first time; it doubles each time.",
            for: .llmStreamer
        )
    }

    package static var longestRetryWait: Self {
        Self(
            "longest_retry_wait",
            .duration(.milliseconds(1)...(.seconds(60))),
            default: .seconds(5),
            "The longest wait before a question is asked again; a server that asks for a longer one is not asked again.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == Int {
    package static var retries: Self {
        Self(
            "retries",
            .integer(0...10),
            default: 2,
            "How often a question is asked again of a server that cannot be reached, is busy or breaks down.",
            for: .llmStreamer
        )
    }
}
