extension SettingsCatalog.Theme {
    /// What is kept for when the same is asked or said again.
    static var caches: Self {
        Self(
            "What is kept for the next time",
            [Setting.cache, Setting.audioCache, Setting.answerCache, Setting.answerCacheTime]
        )
    }
}

extension Setting where Value == Bool {
    package static var cache: Self {
        Self(
            "cache",
            .boolean,
            default: true,
            "Whether answers and sound are kept, as far as their sizes below allow, and used when the same is asked or said again.",
            for: .llmStreamer,
            .ttsWorkers,
            change: .reload
        )
    }
}

extension Setting where Value == Int {
    package static var audioCache: Self {
        Self(
            "audio_cache",
            .bytes(0...(1 << 30)),
            default: 4 << 20,
            "How much sound is kept of short phrases that come again and again, in memory only; 0B: none.",
            for: .ttsWorkers,
            change: .reload
        )
    }

    package static var answerCache: Self {
        Self(
            "answer_cache",
            .bytes(0...(1 << 30)),
            default: 0,
            """
            How much is kept of the model's answers, in memory only, for who asks the same with the same words after the same \
            talk; 0B: none.
            """,
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == Duration {
    package static var answerCacheTime: Self {
        Self(
            "answer_cache_time",
            .duration(.seconds(1)...(.seconds(604_800))),
            default: .seconds(600),
            "How long an answer is kept; then the model is asked again.",
            for: .llmStreamer,
            change: .reload
        )
    }
}
