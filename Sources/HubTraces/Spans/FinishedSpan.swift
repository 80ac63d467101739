package import Tracing

/// A span that is over.
package struct FinishedSpan: Sendable {
    package var name: String
    package var place: TraceParent
    /// The span that it is a part of; `nil`: it is the first of its trace.
    package var parent: SpanID?
    package var kind: SpanKind
    /// Nanoseconds since 1970.
    package var start: UInt64
    package var end: UInt64
    package var attributes: SpanAttributes = [:]
    package var events: [SpanEvent] = []
    /// How many more events there were than are kept.
    package var droppedEvents = 0
    package var links: [SpanLink] = []
    package var status: SpanStatus?
}
