internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// The measurements.
struct MetricsRoutes: Sendable {
    let sources: HubAPISources

    /// For people and pages, or as ``scrape(_:_:)``.
    func summary(_ request: Request, _ context: APIContext) throws -> Response {
        let query = request.uri.queryParameters
        switch query["format"] ?? "json" {
        case "json":
            try Acceptance.check(request, "application/json")
            let hasSessions = try Self.flag(query["include_sessions"])
            return .json(try Self.known(sources.summary(hasSessions)))
        case "prometheus": return try scrape(request, context)
        default: throw Problem(.badRequest, "bad_query", "`format` is json or prometheus")
        }
    }

    /// For Prometheus.
    func scrape(_ request: Request, _ context: APIContext) throws -> Response {
        try Acceptance.check(request, "text/plain", "application/openmetrics-text")
        let exposition = try Self.known(sources.exposition(request.headers[.accept]))
        return .text(exposition.text, exposition.mediaType)
    }

    private static func known<Value>(_ value: Value?) throws(Problem) -> Value {
        guard let value else {
            throw Problem(.notFound, "no_metrics", "nothing is measured: the setting `metrics_enabled` is false")
        }
        return value
    }

    private static func flag(_ text: Substring?) throws(Problem) -> Bool {
        switch text {
        case nil, "true", "1": return true
        case "false", "0": return false
        default: throw Problem(.badRequest, "bad_query", "`include_sessions` is true or false")
        }
    }
}
