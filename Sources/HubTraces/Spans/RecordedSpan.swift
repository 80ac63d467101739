private import Synchronization
package import Tracing

/// A span from its beginning to its end; what is said of it after that is dropped.
package final class RecordedSpan: Span {
    /// How many events and how many links a span keeps, as OpenTelemetry proposes it; further ones are counted, or dropped.
    static let limit = 128

    package let context: InstrumentationContext
    private let span: Mutex<FinishedSpan?>
    private let finish: @Sendable (FinishedSpan) -> Void

    /// Begins; `finish` takes it when it is over. `isKept`: else it is none that anybody wants.
    init(
        _ span: FinishedSpan,
        in context: InstrumentationContext,
        isKept: Bool,
        finish: @escaping @Sendable (FinishedSpan) -> Void
    ) {
        self.context = context
        self.span = Mutex(isKept ? span : nil)
        self.finish = finish
    }

    package var isRecording: Bool { span.withLock { $0 != nil } }

    package var operationName: String {
        get { span.withLock { $0?.name } ?? "" }
        set { span.withLock { $0?.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { span.withLock { $0?.attributes } ?? [:] }
        set { span.withLock { $0?.attributes = newValue } }
    }

    package func setStatus(_ status: SpanStatus) { span.withLock { $0?.status = status } }

    package func addEvent(_ event: SpanEvent) {
        span.withLock { span in
            guard let count = span?.events.count else { return }
            if count < Self.limit { span?.events.append(event) } else { span?.droppedEvents += 1 }
        }
    }

    package func addLink(_ link: SpanLink) {
        span.withLock { span in
            if let count = span?.links.count, count < Self.limit { span?.links.append(link) }
        }
    }

    package func recordError<Instant: TracerInstant>(
        _ error: any Error,
        attributes: SpanAttributes,
        at instant: @autoclosure () -> Instant
    ) {
        var attributes = attributes
        attributes["exception.type"] = String(reflecting: type(of: error))
        attributes["exception.message"] = "\(error)"
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
    }

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard var ended = span.withLock({ $0.take() }) else { return }
        ended.end = max(ended.start, instant().nanosecondsSinceEpoch)
        finish(ended)
    }
}
