extension SettingsCatalog.Theme {
    /// What is answered or done without a model.
    static var requests: Self {
        Self("Answers and commands without the model", [Setting.fastAnswers, Setting.rules, Setting.modelTools])
    }
}

extension Setting where Value == Bool {
    package static var fastAnswers: Self {
        Self(
            "fast_answers",
            .boolean,
            default: true,
            "Whether the time, timers, sums and commands to devices are answered by rules before the model is asked.",
            for: .llmStreamer
        )
    }

    package static var modelTools: Self {
        Self(
            "model_tools",
            .boolean,
            default: true,
            "Whether the model may have the tools run that rules run without it; one that takes no tools is asked without.",
            for: .llmStreamer
        )
    }
}

extension Setting where Value == String? {
    package static var rules: Self {
        Self(
            "rules",
            .text("path"),
            absence: "only the rules that come with it",
            """
            A file with rules, tools and deliveries of your own, over those that `loquat rules` shows; `loquat reload` reads \
            it again.
            """,
            for: .llmStreamer,
            change: .reload
        )
    }
}
