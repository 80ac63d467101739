package import CoreMetrics

/// What libraries call their metrics is made a name of Prometheus': `.` becomes `_`, a counter ends in `_total` and a timer in
/// `_seconds`.
extension PrometheusRegistry: MetricsFactory {
    /// For what libraries measure of which nothing is known, in seconds or in whatever they count.
    static let usualBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(MetricDefinition.name(for: label, endingIn: "_total"), dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(MetricDefinition.name(for: label, endingIn: "_total"), dimensions) ?? CounterSeries()
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(MetricDefinition.name(for: label), dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let name = MetricDefinition.name(for: label)
        guard aggregate else { return gauge(name, dimensions) ?? NOOPMetricsHandler.instance }
        return histogram(name, dimensions, bounds: Self.usualBounds) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = MetricDefinition.name(for: label, endingIn: "_seconds")
        return histogram(name, dimensions, bounds: Self.usualBounds) ?? NOOPMetricsHandler.instance
    }

    // What was counted stays told: a counter that is made again goes on, and does not fall.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
