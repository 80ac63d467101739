import CoreMetrics
import HubMetrics
import Testing

@Suite("Metrics as they are scraped")
struct PrometheusRegistryTests {
    private static let dropped = """
        # HELP loquat_metrics_dropped_total Times that something was not measured, for there are too many metrics or series.
        # TYPE loquat_metrics_dropped_total counter
        loquat_metrics_dropped_total 0

        """

    @Test("counters, gauges and histograms, in the order of their names")
    func text() {
        let registry = PrometheusRegistry([
            MetricDefinition("b_seconds", .histogram(bounds: [0.1, 1]), "How long."),
            MetricDefinition("c_total", .counter, "How many."),
        ])
        Counter(label: "c", dimensions: [("kind", "ask")], factory: registry).increment(by: 3)
        Counter(label: "c_total", dimensions: [("kind", "ask")], factory: registry).increment()
        Meter(label: "a.size", factory: registry).set(2.5)
        let timer = Timer(label: "b", factory: registry)
        for milliseconds in [50, 100, 500, 5_000] { timer.recordMilliseconds(milliseconds) }
        #expect(
            registry.text() == """
                # HELP a_size Measured by a library.
                # TYPE a_size gauge
                a_size 2.5
                # HELP b_seconds How long.
                # TYPE b_seconds histogram
                b_seconds_bucket{le="0.1"} 2
                b_seconds_bucket{le="1"} 3
                b_seconds_bucket{le="+Inf"} 4
                b_seconds_sum 5.65
                b_seconds_count 4
                # HELP c_total How many.
                # TYPE c_total counter
                c_total{kind="ask"} 4

                """ + Self.dropped
        )
    }

    @Test("OpenMetrics names a counter's family without its ending, and ends")
    func openMetrics() {
        let registry = PrometheusRegistry([MetricDefinition("c_total", .counter, "How many.")])
        Counter(label: "c", factory: registry).increment()
        let text = registry.text(.openMetrics)
        #expect(text.hasPrefix("# HELP c How many.\n# TYPE c counter\nc_total 1\n"))
        #expect(text.hasSuffix("\n# EOF\n"))
    }

    @Test(
        "who asks for OpenMetrics gets it, as far as nothing else is wanted more",
        arguments: [
            (nil, ExpositionFormat.prometheus), ("*/*", .prometheus), ("text/plain", .prometheus),
            ("application/openmetrics-text", .openMetrics),
            (
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openMetrics
            ),
            ("application/openmetrics-text;q=0.3, text/plain;q=0.5", .prometheus),
            ("application/openmetrics-text;q=0", .prometheus),
        ] as [(String?, ExpositionFormat)]
    )
    func negotiation(header: String?, format: ExpositionFormat) {
        #expect(ExpositionFormat(accepting: header) == format)
    }

    @Test("labels are escaped, sorted and cut, and names have only characters that they may have")
    func labels() {
        let registry = PrometheusRegistry()
        let long = String(repeating: "x", count: 1_000)
        Meter(label: "1.a-b", dimensions: [("z", "a\"b\\c\nd"), ("http.route", long)], factory: registry).set(1)
        let value = String(repeating: "x", count: 128)
        #expect(registry.text().contains(#"_1_a_b{http_route="\#(value)",z="a\"b\\c\nd"} 1"# + "\n"))
    }

    @Test("a label with ever new values, and ever new metrics, do not make it grow")
    func bounds() {
        let registry = PrometheusRegistry()
        for number in 0..<1_000 {
            Counter(label: "a", dimensions: [("id", "\(number)")], factory: registry).increment()
        }
        let lines = registry.text().split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("a_total{") } == PrometheusRegistry.seriesLimit)
        #expect(registry.droppedSeries == 1_000 - PrometheusRegistry.seriesLimit)
        for number in 0..<1_000 { Meter(label: "m\(number)", factory: registry).set(1) }
        #expect(
            registry.text().split(separator: "\n").count { $0.hasPrefix("# TYPE") } <= PrometheusRegistry.familyLimit
                + 1
        )
    }

    @Test("a name that is another kind's already is not used for two")
    func kinds() {
        let registry = PrometheusRegistry([MetricDefinition("a_total", .counter, "A.")])
        Meter(label: "a_total", factory: registry).set(7)
        Counter(label: "a", factory: registry).increment()
        #expect(registry.text().contains("\na_total 1\n"))
        #expect(registry.droppedSeries == 1)
    }

    @Test("what is counted from many tasks at once is all there, and what is no number is not")
    func concurrency() async {
        let registry = PrometheusRegistry()
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = Counter(label: "a", factory: registry)
                    let floating = FloatingPointCounter(label: "f", factory: registry)
                    let recorder = Recorder(label: "r", factory: registry)
                    for _ in 0..<1_000 {
                        counter.increment()
                        floating.increment(by: 0.5)
                        recorder.record(0.5)
                        recorder.record(Double.nan)
                    }
                }
            }
        }
        let text = registry.text()
        #expect(text.contains("\na_total 8000\n"))
        #expect(text.contains("\nf_total 4000\n"))
        #expect(text.contains("\nr_sum 4000\nr_count 8000\n"))
    }

    @Test("what a stage has counted is told as it says, and begins again with it")
    func mirror() {
        let registry = PrometheusRegistry([MetricDefinition("r", .histogram(bounds: [1]), "R.")])
        registry.mirror("a_total", 10)
        #expect(registry.text().contains("\na_total 10\n"))
        registry.mirror("a_total", 2)
        #expect(registry.text().contains("\na_total 2\n"))
        registry.mirror("r", buckets: [3, 1], sum: 4)
        #expect(registry.text().contains("\nr_bucket{le=\"+Inf\"} 4\n"))
        // Another program's version, with other buckets.
        registry.mirror("r", buckets: [1, 2, 3], sum: 4)
        #expect(registry.text().contains("\nr_count 4\n"))
    }
}
