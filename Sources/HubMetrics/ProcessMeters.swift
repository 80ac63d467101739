internal import SpeechFrames

/// What the processes say of themselves, for scrapes.
struct ProcessMeters: Sendable {
    let registry: PrometheusRegistry

    /// Where each stage's cache has its name in metrics.
    private static let caches = ["llm-streamer": "answers", "tts-workers": "sound"]

    func note(_ reading: HubReading, _ health: Health.Level) {
        for process in reading.processes { note(process) }
        if let synthesis = reading.processes.lazy.compactMap(\.synthesis).first { note(synthesis) }
        let states = reading.sessions.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
        for state in SessionStatus.State.allCases {
            set(HubMetric.sessions, [("state", state.rawValue)], Double(states[state] ?? 0))
        }
        let buffered = reading.sessions.reduce(0) { $0 + ($1.bufferedMilliseconds ?? 0) }
        set(HubMetric.buffered, [], Double(buffered) / 1_000)
        for level in Health.Level.allCases {
            set(HubMetric.health, [("status", level.rawValue)], level == health ? 1 : 0)
        }
    }

    private func note(_ process: ProcessStatus) {
        let labels = [("process", process.name)]
        set(HubMetric.up, labels, process.state == .up ? 1 : 0)
        set(HubMetric.memory, labels, Double(process.memoryBytes ?? 0))
        set(HubMetric.uptime, labels, Double(process.uptimeMilliseconds ?? 0) / 1_000)
        registry.mirror(HubMetric.restarts, Double(process.restarts), labels)
        guard let cache = process.cache, let name = Self.caches[process.name] else { return }
        registry.mirror(HubMetric.cacheHits, Double(cache.hits), [("cache", name)])
        registry.mirror(HubMetric.cacheMisses, Double(cache.misses), [("cache", name)])
    }

    private func note(_ synthesis: SynthesisMeasures) {
        set(HubMetric.workers, [], Double(synthesis.workers))
        set(HubMetric.busyWorkers, [], Double(synthesis.busy))
        set(HubMetric.memory, [("process", "workers")], Double(synthesis.memoryBytes ?? 0))
        registry.mirror(HubMetric.workerDeaths, Double(synthesis.deaths))
        registry.mirror(HubMetric.overflows, Double(synthesis.waits), [("where", "workers")])
        registry.mirror(HubMetric.synthesisSeconds, synthesis.synthesisMilliseconds / 1_000)
        registry.mirror(HubMetric.soundSeconds, synthesis.soundMilliseconds / 1_000)
        registry.mirror(HubMetric.realTimeFactor, buckets: synthesis.realTimeFactors, sum: synthesis.factorSum)
    }

    private func set(_ name: String, _ labels: [(String, String)], _ value: Double) {
        registry.gauge(name, labels)?.set(value)
    }
}
