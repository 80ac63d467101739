extension SettingsCatalog.Theme {
    /// What can be switched off as a whole.
    static var switches: Self {
        Self("Switches", [Setting.enabled, Setting.metricsEnabled])
    }
}

extension Setting where Value == Bool {
    package static var enabled: Self {
        Self(
            "enabled",
            .boolean,
            default: true,
            "Whether an answer is spoken while it is being written; false: first all of it, then speech.",
            for: .llmStreamer,
            change: .reload,
            isOfTheSeed: true
        )
    }

    package static var metricsEnabled: Self {
        Self(
            "metrics_enabled",
            .boolean,
            default: true,
            "Whether metrics are served; there are none yet.",
            for: .hubSupervisor,
            isOfTheSeed: true
        )
    }
}
