extension SettingsCatalog.Theme {
    /// An answer without a model.
    static var replay: Self {
        Self("The provider `replay`", [Setting.replay, Setting.replayRate, Setting.replayFirstTokenDelay])
    }
}

extension Setting where Value == String? {
    package static var replay: Self {
        Self(
            "replay",
            .text("path"),
            absence: "standard input, or a text that comes with it",
            "The file that is the answer: plain text, or an answer recorded from Ollama as NDJSON.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == Double? {
    package static var replayRate: Self {
        Self(
            "replay_rate",
            .number(0.001...100_000, unit: "tokens a second"),
            absence: "30 for a file and the text that comes with it, unlimited for standard input",
            "The pace of the answer.",
            for: .llmStreamer,
            otherFlags: ["rate"]
        )
    }
}

extension Setting where Value == Duration {
    package static var replayFirstTokenDelay: Self {
        Self(
            "replay_first_token_delay",
            .duration(.zero ... .seconds(3_600)),
            default: .zero,
            "How long the first token takes.",
            for: .llmStreamer,
            otherFlags: ["first-token-delay"]
        )
    }
}
