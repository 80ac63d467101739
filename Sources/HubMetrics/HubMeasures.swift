package import Settings
package import SpeechFrames
private import Synchronization

/// What is measured of the hub, and what follows from it.
///
/// The turns' figures are kept since the start, for the last two hours and, of the last turns, each: all of it has one size however
/// many turns there are. While it is not enabled nothing is noted.
package final class HubMeasures: Sendable {
    /// How many turns are told one by one.
    package static let recentSessions = 50

    private struct State {
        var settings: EffectiveSettings {
            didSet { isEnabled = settings[.metricsEnabled] }
        }
        private(set) var isEnabled: Bool
        var totals = TurnTotals()
        var hours: HourlyTurns
        var recent = RecentTurns()
        /// How many turns were refused, by their codes: those are the table's own, and few.
        var refusals: [String: Int] = [:]
        var peerOverflows = 0
        /// What the stages have counted, by their names.
        var cacheHits: [String: CarriedCount] = [:]
        var waits = CarriedCount()

        init(_ settings: EffectiveSettings, from now: ContinuousClock.Instant) {
            self.settings = settings
            isEnabled = settings[.metricsEnabled]
            hours = HourlyTurns(from: now)
        }
    }

    /// What scrapes tell; what other parts of this process measure may go there, too.
    package let registry: PrometheusRegistry
    private let since: WallTime
    private let state: Mutex<State>
    private let turnMeters: TurnMeters
    private let processMeters: ProcessMeters

    /// Begins now with nothing measured, as `settings` say.
    package init(
        settings: EffectiveSettings,
        registry: PrometheusRegistry = PrometheusRegistry(HubMetric.definitions),
        from now: ContinuousClock.Instant,
        time: WallTime
    ) {
        self.registry = registry
        since = time
        turnMeters = TurnMeters(registry: registry)
        processMeters = ProcessMeters(registry: registry)
        state = Mutex(State(settings, from: now))
        turnMeters.begin()
    }

    /// Whether anything is measured.
    package var isEnabled: Bool { state.withLock { $0.isEnabled } }

    /// Has it measure, or not, as `settings` say from now on.
    package func take(_ settings: EffectiveSettings) { state.withLock { $0.settings = settings } }

    // MARK: - What is noted

    /// Turns have ended now.
    package func note(_ reports: [TurnReport], at now: ContinuousClock.Instant) {
        let isNoted = state.withLock { state in
            guard state.isEnabled else { return false }
            for report in reports {
                state.totals.note(report)
                state.hours.note(report, at: now)
                state.recent.note(report, at: now)
            }
            return true
        }
        if isNoted { reports.forEach(turnMeters.note) }
    }

    /// A turn was refused.
    package func noteRefusal(_ code: String) {
        let isNoted = state.withLock { state in
            guard state.isEnabled else { return false }
            state.refusals[code, default: 0] += 1
            return true
        }
        if isNoted { turnMeters.noteRefusal(code) }
    }

    /// A peer read so slowly that it was cut off.
    package func noteSlowPeer() {
        let isNoted = state.withLock { state in
            guard state.isEnabled else { return false }
            state.peerOverflows += 1
            return true
        }
        if isNoted { registry.counter(HubMetric.overflows, [("where", "peer")])?.increment(by: Int64(1)) }
    }

    /// A stage has said how it is.
    package func note(_ status: ProcessStatus) {
        state.withLock { state in
            guard state.isEnabled else { return }
            if let cache = status.cache { state.cacheHits[status.name, default: CarriedCount()].take(cache.hits) }
            if let synthesis = status.synthesis { state.waits.take(synthesis.waits) }
        }
    }

    // MARK: - What is asked for

    /// How well the hub does its work, and the turns that it is judged by.
    package func health(_ reading: HubReading) -> (health: Health, window: HealthWindow) {
        let (turns, isEnabled) = state.withLock { state in
            (state.recent.ended(within: HealthRules.window, of: reading.instant), state.isEnabled)
        }
        let window = HealthWindow(turns)
        return (HealthRules.judge(window, reading.processes, isMeasuring: isEnabled), window)
    }

    /// All of it, for people and programs.
    package func summary(_ reading: HubReading, includingSessions: Bool = true) -> MetricsSummary {
        let state = state.withLock { $0 }
        let recent = state.recent.ended(within: Recommendations.window, of: reading.instant)
        let recommendations = Recommendations(
            turns: recent,
            processes: reading.processes,
            refusals: state.refusals,
            settings: state.settings
        )
        let health = health(reading).health
        return MetricsSummary(
            summary: SummaryFigures(
                state.totals,
                since: since,
                overflows: state.peerOverflows + state.waits.total,
                cacheHits: state.cacheHits.values.reduce(0) { $0 + $1.total }
            ),
            recentSessions: includingSessions ? recent.prefix(Self.recentSessions).map(RecentSession.init) : nil,
            performanceTrends: Trends(state.hours, at: reading.instant),
            recommendedSettings: state.isEnabled ? recommendations.all : [],
            healthStatus: health.level,
            healthReasons: health.reasons
        )
    }

    /// All of it, for a scrape; nothing while it is not enabled.
    package func text(_ format: ExpositionFormat, _ reading: HubReading) -> String {
        guard isEnabled else { return PrometheusRegistry().text(format) }
        processMeters.note(reading, health(reading).health.level)
        return registry.text(format)
    }
}
