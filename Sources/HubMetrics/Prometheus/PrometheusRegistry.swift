private import Synchronization

/// Metrics of this process, as Prometheus scrapes them: a backend of swift-metrics, and its text.
///
/// It keeps at most ``familyLimit`` metrics with ``seriesLimit`` series each. A further one is counted nowhere, and how often
/// that happened is a metric of its own: so no label with ever new values can make it grow.
package final class PrometheusRegistry: Sendable {
    /// How many metrics there may be.
    package static let familyLimit = 256
    /// How many series a metric may have.
    package static let seriesLimit = 64

    /// What is told of a metric that was not described.
    private static let unknownHelp = "Measured by a library."

    enum Series: Sendable {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }

    struct Family: Sendable {
        let definition: MetricDefinition
        var series: [MetricLabels: Series] = [:]
    }

    private let families: Mutex<[String: Family]>
    private let dropped = Atomic<Int>(0)

    /// A registry that knows these metrics already; those that are not among them are taken as they come.
    package init(_ definitions: [MetricDefinition] = []) {
        let known = definitions.map { ($0.name, Family(definition: $0)) }
        families = Mutex(Dictionary(known) { first, _ in first })
    }

    /// How often something was not counted, for there are too many metrics or series, or two of different kinds by one name.
    package var droppedSeries: Int { dropped.load(ordering: .relaxed) }

    /// All metrics, in the order of their names.
    var snapshot: [Family] { families.withLock { $0.values.sorted { $0.definition.name < $1.definition.name } } }

    /// Has a counter say what another process has counted.
    package func mirror(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
        counter(name, labels)?.mirror(value)
    }

    /// Has a histogram say what another process has counted, in the buckets that the metric was described with.
    package func mirror(_ name: String, buckets: [Int], sum: Double) {
        histogram(name, [], bounds: [])?.mirror(buckets, sum: sum)
    }

    /// Forgets a metric's series, where they stand for what may be gone.
    package func clear(_ name: String) {
        families.withLock { $0[name]?.series = [:] }
    }

    // MARK: - Series

    func counter(_ name: String, _ labels: [(String, String)]) -> CounterSeries? {
        let series = series(MetricDefinition(name, .counter, Self.unknownHelp), labels) { _ in .counter(CounterSeries())
        }
        guard case .counter(let counter) = series else { return nil }
        return counter
    }

    func gauge(_ name: String, _ labels: [(String, String)]) -> GaugeSeries? {
        let series = series(MetricDefinition(name, .gauge, Self.unknownHelp), labels) { _ in .gauge(GaugeSeries()) }
        guard case .gauge(let gauge) = series else { return nil }
        return gauge
    }

    func histogram(_ name: String, _ labels: [(String, String)], bounds: [Double]) -> HistogramSeries? {
        let definition = MetricDefinition(name, .histogram(bounds: bounds), Self.unknownHelp)
        let series = series(definition, labels) { known in
            guard case .histogram(let bounds) = known.kind else { return nil }
            return .histogram(HistogramSeries(bounds: bounds))
        }
        guard case .histogram(let histogram) = series else { return nil }
        return histogram
    }

    /// The series; a new one where there is room. `nil`: there is none, or the name is another kind's.
    private func series(
        _ definition: MetricDefinition,
        _ labels: [(String, String)],
        make: (MetricDefinition) -> Series?
    ) -> Series? {
        let labels = MetricLabels(labels)
        let found: Series? = families.withLock { families in
            if let known = families[definition.name]?.series[labels] { return known }
            guard families[definition.name] != nil || families.count < Self.familyLimit else { return nil }
            var family = families[definition.name] ?? Family(definition: definition)
            guard family.series.count < Self.seriesLimit, family.definition.kind.isKind(of: definition.kind),
                let new = make(family.definition)
            else { return nil }
            family.series[labels] = new
            families[definition.name] = family
            return new
        }
        if found == nil { dropped.wrappingAdd(1, ordering: .relaxed) }
        return found
    }
}

extension MetricDefinition.Kind {
    /// Whether the two are of one kind, whatever their bounds.
    fileprivate func isKind(of other: Self) -> Bool {
        switch (self, other) {
        case (.counter, .counter), (.gauge, .gauge), (.histogram, .histogram): true
        default: false
        }
    }
}
