/// A form in which metrics are told.
package enum ExpositionFormat: Sendable, CaseIterable {
    /// Prometheus' own text, version 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// What a client gets that sent this `Accept` header: OpenMetrics where it is asked for and not thought less of than text.
    package init(accepting header: String?) {
        var weights: [Self: Double] = [:]
        for range in (header ?? "").split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmed }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch parts.first?.lowercased() {
            case "application/openmetrics-text": weights[.openMetrics] = max(weight, weights[.openMetrics] ?? 0)
            case "text/plain": weights[.prometheus] = max(weight, weights[.prometheus] ?? 0)
            default: break
            }
        }
        let open = weights[.openMetrics] ?? 0
        self = open > 0 && open >= weights[.prometheus] ?? 0 ? .openMetrics : .prometheus
    }

    /// The value of the answer's `Content-Type` header.
    package var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}

extension Substring {
    /// Without spaces and tabs at its ends.
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
