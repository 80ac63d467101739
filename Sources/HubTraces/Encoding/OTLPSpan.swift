internal import Tracing

/// A span in OTLP's JSON: names in camelCase, ids in hexadecimal, 64-bit numbers as strings, enumerations as numbers.
struct OTLPSpan: Encodable {
    private let traceId: String
    private let spanId: String
    private let parentSpanId: String?
    /// Whether it is kept; and that its parent is, or is not, of another process is not told.
    private let flags: UInt32
    private let name: String
    private let kind: Int
    private let startTimeUnixNano: String
    private let endTimeUnixNano: String
    private let attributes: [OTLPAttribute]
    private let events: [OTLPEvent]
    private let droppedEventsCount: Int
    private let links: [OTLPLink]
    private let status: OTLPStatus

    init(_ span: FinishedSpan) {
        traceId = span.place.trace.text
        spanId = span.place.span.text
        parentSpanId = span.parent?.text
        flags = span.place.isSampled ? 1 : 0
        name = span.name
        kind = Self.number(of: span.kind)
        startTimeUnixNano = "\(span.start)"
        endTimeUnixNano = "\(span.end)"
        attributes = OTLPAttribute.list(span.attributes)
        events = span.events.map(OTLPEvent.init)
        droppedEventsCount = span.droppedEvents
        links = span.links.compactMap(OTLPLink.init)
        status = OTLPStatus(span.status)
    }

    private static func number(of kind: SpanKind) -> Int {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}

/// Something that has happened within a span.
struct OTLPEvent: Encodable {
    private let timeUnixNano: String
    private let name: String
    private let attributes: [OTLPAttribute]

    init(_ event: SpanEvent) {
        timeUnixNano = "\(event.nanosecondsSinceEpoch)"
        name = event.name
        attributes = OTLPAttribute.list(event.attributes)
    }
}

/// Another span that has to do with one.
struct OTLPLink: Encodable {
    private let traceId: String
    private let spanId: String
    private let attributes: [OTLPAttribute]

    /// `nil`: it leads to no span.
    init?(_ link: SpanLink) {
        guard let place = link.context.traceParent else { return nil }
        traceId = place.trace.text
        spanId = place.span.text
        attributes = OTLPAttribute.list(link.attributes)
    }
}

/// How a span has ended; without a code: nobody has said.
struct OTLPStatus: Encodable {
    private let code: Int?
    private let message: String?

    init(_ status: SpanStatus?) {
        switch status?.code {
        case .ok: code = 1
        case .error: code = 2
        case nil: code = nil
        }
        message = status?.message
    }
}
