extension SettingsCatalog.Theme {
    /// What can be switched off as a whole.
    static var switches: Self {
        Self(
            "Switches",
            [
                Setting.enabled, Setting.rollout, Setting.experiment, Setting.arms, Setting.metricsEnabled,
                Setting.traces,
            ]
        )
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
            "Whether the hub measures its turns and processes, and tells what it has measured.",
            for: .hubSupervisor,
            change: .reload,
            isOfTheSeed: true
        )
    }
}

extension Setting where Value == TraceDestination? {
    package static var traces: Self {
        Self(
            "traces",
            .traceDestination,
            absence: "none are kept",
            """
            Where the hub tells each turn as a trace of OpenTelemetry's, by its protocol in JSON: a file's whole path, or a \
            receiver's URL such as http://localhost:4318/v1/traces. No word of the talk is in it.
            """,
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == Int {
    package static var rollout: Self {
        Self(
            "rollout",
            .integer(0...100, unit: "percent"),
            default: 100,
            """
            For how many of the sessions `enabled` holds; for the others it is false. A session stays where it is, also after a \
            restart, and with a higher number those who had it keep it.
            """,
            for: .llmStreamer,
            change: .reload
        )
    }
}

extension Setting where Value == String {
    package static var experiment: Self {
        Self(
            "experiment",
            .text("name", maximum: 256),
            default: "first",
            "The name of the experiment that `arms` belong to: with another name, sessions fall to its arms anew.",
            for: .hubSupervisor,
            change: .reload
        )
    }
}

extension Setting where Value == [NamedSetting<ArmSetting>] {
    package static var arms: Self {
        Self(
            "arms",
            .map(of: .arm, count: 0...16),
            default: [],
            """
            The arms of an experiment: a hub's sessions fall to them by their weights, and turns have the arm's settings. For \
            example {small: {weight: 1, model: "qwen3:0.6b"}, large: {weight: 3, model: "qwen3:4b", voice: en-gb}}.
            """,
            for: .llmStreamer,
            .hubSupervisor,
            change: .reload
        )
    }
}
