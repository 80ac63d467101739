private import FoundationEssentials
private import Tracing

/// Spans as OpenTelemetry's protocol has them in JSON (OTLP 1, `ExportTraceServiceRequest`): what its receivers take by HTTP, and what
/// stands in each line of its files.
package struct OTLPTraces: Sendable {
    private let resource: OTLPResource
    private let scope: OTLPScope

    /// Spans of `service`, which is at `version`.
    package init(service: String, version: String, process: Int32) {
        resource = OTLPResource(attributes: [
            OTLPAttribute("process.pid", .int64(Int64(process))),
            OTLPAttribute("service.name", .string(service)),
            OTLPAttribute("service.version", .string(version)),
        ])
        scope = OTLPScope(name: service, version: version)
    }

    /// In one line, without its end.
    package func json(_ spans: [FinishedSpan]) -> [UInt8] {
        let group = OTLPScopeSpans(scope: scope, spans: spans.map(OTLPSpan.init))
        let request = OTLPRequest(resourceSpans: [OTLPResourceSpans(resource: resource, scopeSpans: [group])])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity",
            negativeInfinity: "-Infinity",
            nan: "NaN"
        )
        // Texts and numbers alone.
        return (try? encoder.encode(request)).map(Array.init) ?? []
    }
}

private struct OTLPRequest: Encodable {
    var resourceSpans: [OTLPResourceSpans]
}

private struct OTLPResourceSpans: Encodable {
    var resource: OTLPResource
    var scopeSpans: [OTLPScopeSpans]
}

private struct OTLPResource: Encodable {
    var attributes: [OTLPAttribute]
}

private struct OTLPScopeSpans: Encodable {
    var scope: OTLPScope
    var spans: [OTLPSpan]
}

private struct OTLPScope: Encodable {
    var name: String
    var version: String
}
