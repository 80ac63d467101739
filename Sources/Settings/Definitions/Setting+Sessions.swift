package import SpeechFrames

extension SettingsCatalog.Theme {
    /// Sessions, and what ends their turns.
    static var sessions: Self {
        Self(
            "Sessions",
            [
                Setting.newCommand, Setting.announcementManner, Setting.maxSessions, Setting.historyTokens,
                Setting.fillerAfter, Setting.fillers, Setting.loadingFillers,
                Setting.idleExpiry, Setting.persist, Setting.retention,
                Setting.interruptTimeout, Setting.turnFirstTokenTimeout, Setting.turnStallTimeout, Setting.turnTimeout,
                Setting.orphanTimeout,
            ]
        )
    }
}

/// What happens to a question while another turn is being spoken on the same output, or in the same session.
package enum NewCommandPolicy: String, Sendable, CaseIterable {
    /// The other is interrupted.
    case interrupt
    /// It waits until the other has ended.
    case wait
    /// It is refused.
    case refuse
}

extension Setting where Value == NewCommandPolicy {
    package static var newCommand: Self {
        Self(
            "new_command",
            .choice,
            default: .interrupt,
            """
            What a question does while another answer is spoken on the same output, or in the same session: interrupt it, wait \
            for its end, or refuse.
            """,
            for: .hubSupervisor,
            change: .reload
        )
    }
}

extension Setting where Value == Manner {
    package static var announcementManner: Setting<Manner> {
        Self(
            "announcement_manner",
            .choice,
            default: .over,
            """
            How an announcement is heard beside an answer: over it (which is more quiet meanwhile), between two of its \
            phrases, after it, or pause it.
            """,
            for: .hubSupervisor,
            change: .reload
        )
    }
}

extension Setting where Value == Int {
    package static var maxSessions: Self {
        Self(
            "max_sessions",
            .integer(1...1_000),
            default: 64,
            "How many sessions are known at once; the one that was quiet the longest is forgotten.",
            for: .hubSupervisor,
            change: .reload
        )
    }

    package static var historyTokens: Self {
        Self(
            "history_tokens",
            .integer(0...1_000_000, unit: "tokens"),
            default: 2_000,
            """
            How much of a session's talk the model is told, by whole turns, the last one always; it has to fit into the model's \
            context beside the question and the answer. Counted roughly: four characters of English are a token.
            """,
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == [String] {
    package static var fillers: Self {
        Self(
            "fillers",
            .list(of: .text("phrase", maximum: 256), count: 0...32),
            default: ["Let me think.", "One moment.", "Let me see."],
            "What is said while an answer is long in coming, one after the other.",
            for: .hubSupervisor
        )
    }

    package static var loadingFillers: Self {
        Self(
            "loading_fillers",
            .list(of: .text("phrase", maximum: 256), count: 0...32),
            default: ["The model is still being loaded."],
            "What is said in their place while Ollama loads the model, also without `filler_after`; []: nothing.",
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == PersistenceChoice {
    package static var persist: Self {
        Self(
            "persist",
            .persistence,
            default: .off,
            """
            Whether the sessions' talk is kept on the disk, and where; true: in talk.sqlite in $STATE_DIRECTORY, \
            $XDG_STATE_HOME/loquat or ~/.local/state/loquat.
            """,
            for: .hubSupervisor
        )
    }
}

extension Setting where Value == Duration {
    package static var retention: Self {
        Self(
            "retention",
            .duration(.seconds(60)...(.seconds(365 * 86_400))),
            default: .seconds(7 * 86_400),
            "How long a quiet session is remembered where its talk is kept on the disk, in place of `idle_expiry`.",
            for: .hubSupervisor,
            change: .reload
        )
    }

    package static var idleExpiry: Self {
        Self(
            "idle_expiry",
            .duration(.seconds(1)...(.seconds(86_400))),
            default: .seconds(1_800),
            "How long a quiet session is remembered in memory.",
            for: .hubSupervisor,
            change: .reload
        )
    }

    package static var fillerAfter: Self {
        Self(
            "filler_after",
            .duration(.zero ... .seconds(60)),
            default: .zero,
            "How long an answer may be in coming before one of the `fillers` is said, which stops when it comes; 0s: never.",
            for: .hubSupervisor
        )
    }

    package static var interruptTimeout: Self {
        Self(
            "interrupt_timeout",
            .duration(.milliseconds(50)...(.seconds(10))),
            default: .milliseconds(500),
            "How long a stage or a worker may take to stop when it is interrupted; then it is replaced.",
            for: .hubSupervisor,
            .ttsWorkers,
            change: .reload,
            isOfTheSeed: true
        )
    }

    package static var turnTimeout: Self {
        Self(
            "turn_timeout",
            .duration(.seconds(1)...(.seconds(86_400))),
            default: .seconds(3_600),
            "How long a turn may take, from the question to its last word; then it is ended.",
            for: .hubSupervisor,
            change: .reload
        )
    }

    package static var orphanTimeout: Self {
        Self(
            "orphan_timeout",
            .duration(.zero ... .seconds(86_400)),
            default: .seconds(30),
            "How long a stage of a hub stays without a hub-supervisor after its last turn; 0s: for ever.",
            for: .llmStreamer,
            .ttsWorkers,
            .audioSequencer
        )
    }
}

extension Setting where Value == Duration? {
    package static var turnFirstTokenTimeout: Self {
        Self(
            "turn_first_token_timeout",
            .duration(.seconds(1)...(.seconds(7_200))),
            absence: "10s more than first_token_timeout and answer_deadline together",
            "How long the first token of an answer may take; then the hub ends the turn.",
            for: .hubSupervisor,
            change: .reload,
            otherFlags: ["first-token-timeout"]
        )
    }

    package static var turnStallTimeout: Self {
        Self(
            "turn_stall_timeout",
            .duration(.seconds(1)...(.seconds(7_200))),
            absence: "15s more than stall_timeout and answer_deadline together",
            "How long a turn may give no sign of life; then the hub ends it.",
            for: .hubSupervisor,
            change: .reload,
            otherFlags: ["stall-timeout"]
        )
    }
}
