extension SettingsCatalog.Theme {
    /// How much may be asked, and what is written down of it.
    static var safety: Self {
        Self(
            "Safety",
            [Setting.sessionRate, Setting.personRate, Setting.auditLog, Setting.logContent]
        )
    }
}

extension Setting where Value == Int {
    package static var sessionRate: Self {
        Self(
            "session_rate",
            .integer(0...100_000),
            default: 120,
            "How many turns a minute a session may begin in the long run, a quarter of them at once; 0: no limit.",
            for: .hubSupervisor
        )
    }

    package static var personRate: Self {
        Self(
            "person_rate",
            .integer(0...100_000),
            default: 600,
            "How many turns a minute one user of the machine may begin in the long run, a quarter of them at once; 0: no limit.",
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == String? {
    package static var auditLog: Self {
        Self(
            "audit_log",
            .text("path"),
            absence: "none is written",
            "A file that gets a line of JSON for whatever is asked, said or interrupted: when, by whom, and what came of it.",
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == Bool {
    package static var logContent: Self {
        Self(
            "log_content",
            .boolean,
            default: false,
            "Whether the audit log holds what was asked and said; no other log ever does.",
            for: .hubSupervisor
        )
    }
}
