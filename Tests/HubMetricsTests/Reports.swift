import HubMetrics

extension TurnReport {
    /// A question that was answered, of which a test says what matters to it.
    static func made(
        _ outcome: Outcome = .finished,
        reason: String? = nil,
        kind: Kind = .ask,
        firstToken: Duration? = .milliseconds(100),
        firstSound: Duration? = .milliseconds(300),
        duration: Duration = .seconds(4),
        start: WallTime = WallTime(milliseconds: 0),
        _ change: (inout TurnReport) -> Void = { _ in }
    ) -> Self {
        var report = TurnReport(
            session: "s",
            turn: 1,
            kind: kind,
            outcome: outcome,
            reason: reason,
            start: start,
            duration: duration
        )
        report.firstToken = firstToken
        report.firstSound = firstSound
        report.phrases = 2
        report.chunks = 10
        change(&report)
        return report
    }
}
