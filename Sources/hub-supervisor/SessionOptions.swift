import ArgumentParser
import Experiments
import ServiceRuntime
import Settings
import Supervision

/// How sessions are kept, and what a new question does to an old one.
struct SessionOptions: ParsableArguments {
    @Option(.newCommand)
    var newCommand: GivenFlag?

    @Option(.announcementManner)
    var announcementManner: GivenFlag?

    @Option(.maxSessions)
    var maxSessions: GivenFlag?

    @Option(.historyTokens)
    var historyTokens: GivenFlag?

    @Option(.fillerAfter)
    var fillerAfter: GivenFlag?

    @Option(.fillers)
    var fillers: GivenFlag?

    @Option(.loadingFillers)
    var loadingFillers: GivenFlag?

    @Option(.idleExpiry)
    var idleExpiry: GivenFlag?

    @Option(.persist, alone: "true")
    var persist: GivenFlag?

    @Option(.retention)
    var retention: GivenFlag?

    @Option(.turnFirstTokenTimeout)
    var firstTokenTimeout: GivenFlag?

    @Option(.turnStallTimeout)
    var stallTimeout: GivenFlag?

    @Option(.turnTimeout)
    var turnTimeout: GivenFlag?

    @Option(.experiment)
    var experiment: GivenFlag?

    @Option(.arms)
    var arms: GivenFlag?

    @Option(.metricsEnabled)
    var metricsEnabled: GivenFlag?

    @Option(.interruptTimeout)
    var interruptTimeout: GivenFlag?
}

extension EffectiveSettings {
    /// The experiment that sessions take part in.
    var experimentPlan: Experiment {
        Experiment(
            name: self[.experiment],
            arms: self[.arms].map { Experiment.Arm(name: $0.name, weight: $0.value.weight) }
        )
    }

    /// The sessions' limits. The llm-streamer's own come first, and say more.
    var sessionLimits: SessionLimits {
        var limits = SessionLimits()
        limits.sessions = self[.maxSessions]
        limits.historyTokens = self[.historyTokens]
        limits.fillerDelay = self[.fillerAfter] > .zero ? self[.fillerAfter] : nil
        limits.fillers = self[.fillers]
        limits.loadingFillers = self[.loadingFillers]
        limits.idleExpiry = self[.persist] == .off ? self[.idleExpiry] : self[.retention]
        let deadline = self[.answerDeadline]
        limits.firstToken = self[.turnFirstTokenTimeout] ?? self[.firstTokenTimeout] + deadline + .seconds(10)
        // After a model has stalled, another has the time of a new question.
        limits.stall = self[.turnStallTimeout] ?? self[.stallTimeout] + deadline + .seconds(15)
        limits.turn = self[.turnTimeout]
        return limits
    }
}
