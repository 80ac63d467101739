extension PrometheusRegistry {
    /// All metrics that have a value, as a scrape answers.
    package func text(_ format: ExpositionFormat = .prometheus) -> String {
        var text = ""
        for family in snapshot where !family.series.isEmpty {
            text += Self.head(of: family.definition, format)
            for (labels, series) in family.series.sorted(by: { $0.key.text < $1.key.text }) {
                text += Self.lines(family.definition.name, labels.text, series, format)
            }
        }
        let own = MetricDefinition(
            "loquat_metrics_dropped_total",
            .counter,
            "Times that something was not measured, for there are too many metrics or series."
        )
        text += Self.head(of: own, format) + "\(own.name) \(droppedSeries)\n"
        return format == .openMetrics ? text + "# EOF\n" : text
    }

    private static func head(of metric: MetricDefinition, _ format: ExpositionFormat) -> String {
        // In OpenMetrics a counter's family has the name without the ending of its samples.
        let isShort = format == .openMetrics && metric.kind == .counter && metric.name.hasSuffix("_total")
        let name = isShort ? String(metric.name.dropLast("_total".count)) : metric.name
        let help = metric.help.split(separator: "\n").joined(separator: " ").split(separator: "\\").joined(
            separator: "/"
        )
        return "# HELP \(name) \(help)\n# TYPE \(name) \(metric.kind.name)\n"
    }

    private static func lines(
        _ name: String,
        _ labels: String,
        _ series: Series,
        _ format: ExpositionFormat
    ) -> String {
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        switch series {
        case .counter(let counter): return "\(name)\(braces) \(number(counter.value))\n"
        case .gauge(let gauge): return "\(name)\(braces) \(number(gauge.value))\n"
        case .histogram(let histogram):
            let counts = histogram.value
            var text = ""
            var below = 0
            for (index, count) in counts.buckets.enumerated() {
                below += count
                let bound = index < histogram.bounds.count ? Self.bound(histogram.bounds[index], format) : "+Inf"
                let all = (labels.isEmpty ? "" : labels + ",") + "le=\"\(bound)\""
                let exemplar = format == .openMetrics ? counts.exemplars[index]?.text : nil
                text += "\(name)_bucket{\(all)} \(below)\(exemplar ?? "")\n"
            }
            return text + "\(name)_sum\(braces) \(number(counts.sum))\n\(name)_count\(braces) \(below)\n"
        }
    }

    /// A bucket's bound, which in OpenMetrics has a point always: there it is a name, and 1 and 1.0 are not the same.
    private static func bound(_ value: Double, _ format: ExpositionFormat) -> String {
        format == .openMetrics ? "\(value)" : number(value)
    }

    /// A whole number without a fraction, others in as few digits as tell them from all others.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

extension MetricDefinition.Kind {
    /// The kind in a scrape's words.
    fileprivate var name: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
