private import CoreMetrics
private import SpeechFrames

/// Counts turns that have ended, for scrapes.
struct TurnMeters: Sendable {
    let registry: PrometheusRegistry

    func note(_ report: TurnReport) {
        count(HubMetric.turns, [("kind", report.kind.rawValue), ("outcome", report.outcome.rawValue)])
        if report.isError {
            count(HubMetric.turnErrors, [("kind", report.kind.rawValue)])
            count(HubMetric.turnFailures, [("reason", report.reason ?? "unknown")])
        }
        if let reason = report.interrupt { count(HubMetric.interrupts, [("reason", reason)]) }
        count(HubMetric.tokens, by: report.tokens)
        count(HubMetric.phrases, by: report.phrases)
        count(HubMetric.failedPhrases, by: report.failedPhrases)
        count(HubMetric.chunks, by: report.chunks)
        count(HubMetric.underruns, by: report.underruns)
        count(HubMetric.overflows, [("where", "turn")], by: report.bufferOverflows)
        count(HubMetric.fallbacks, by: report.fallbacks)
        let trace = report.traceID.map { (id: $0, time: report.end) }
        record(HubMetric.firstToken, report.firstToken, trace)
        record(HubMetric.firstPhrase, report.firstPhrase, trace)
        record(HubMetric.firstSound, report.firstSound, trace)
        record(HubMetric.completion, report.completion, trace)
        record(HubMetric.silence, report.silence, trace)
        record(HubMetric.gap, report.longestGap, trace)
    }

    func noteRefusal(_ code: String) { count(HubMetric.refusals, [("code", code)]) }

    /// Has the counters whose labels are known say 0, as long as nothing was counted: of one that begins with 1 no rate is known,
    /// and an alert on that would be silent.
    func begin() {
        for name in [
            HubMetric.tokens, HubMetric.phrases, HubMetric.failedPhrases, HubMetric.chunks, HubMetric.underruns,
            HubMetric.fallbacks,
        ] { count(name, by: 0) }
        for reason in InterruptReason.allCases { count(HubMetric.interrupts, [("reason", reason.rawValue)], by: 0) }
        for kind in TurnReport.Kind.allCases {
            count(HubMetric.turnErrors, [("kind", kind.rawValue)], by: 0)
            for outcome in TurnReport.Outcome.allCases {
                count(HubMetric.turns, [("kind", kind.rawValue), ("outcome", outcome.rawValue)], by: 0)
            }
        }
        for place in ["turn", "peer", "workers"] { count(HubMetric.overflows, [("where", place)], by: 0) }
        for name in [
            HubMetric.firstToken, HubMetric.firstPhrase, HubMetric.firstSound, HubMetric.completion, HubMetric.silence,
            HubMetric.gap,
        ] { record(name, nil) }
    }

    private func count(_ name: String, _ labels: [(String, String)] = [], by amount: Int = 1) {
        registry.counter(name, labels)?.increment(by: Int64(amount))
    }

    private func record(_ name: String, _ duration: Duration?, _ trace: (id: String, time: WallTime)? = nil) {
        let series = registry.histogram(name, [], bounds: [])
        if let duration { series?.record(duration / .seconds(1), trace) }
    }
}
