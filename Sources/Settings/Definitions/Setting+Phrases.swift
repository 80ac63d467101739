extension SettingsCatalog.Theme {
    /// How the answer is cut, and shown.
    static var phrases: Self {
        Self(
            "Phrases, and the text for the eye",
            [Setting.maxBufferTime, Setting.maxTokensPerPhrase, Setting.visualFeedbackDelay]
        )
    }
}

extension Setting where Value == Duration {
    package static var maxBufferTime: Self {
        Self(
            "max_buffer_time",
            .duration(.milliseconds(100)...(.seconds(60))),
            default: .seconds(2),
            "The longest that text waits for the end of its phrase.",
            for: .llmStreamer,
            change: .reload,
            isOfTheSeed: true
        )
    }

    package static var visualFeedbackDelay: Self {
        Self(
            "visual_feedback_delay",
            .duration(.zero ... .seconds(1)),
            default: .milliseconds(50),
            "How long tokens are collected in a hub before they are shown; an answer's first token is shown at once.",
            for: .llmStreamer,
            change: .reload,
            isOfTheSeed: true
        )
    }
}

extension Setting where Value == Int {
    package static var maxTokensPerPhrase: Self {
        Self(
            "max_tokens_per_phrase",
            .integer(5...1_000, unit: "tokens"),
            default: 50,
            "The longest phrase.",
            for: .llmStreamer,
            change: .reload,
            isOfTheSeed: true
        )
    }
}
