package import Tracing

/// Makes spans, and hands on those that are over. A trace that somebody else has begun is kept where they keep it.
package struct SpanTracer: Tracer {
    private let finish: @Sendable (FinishedSpan) -> Void

    /// `finish` takes each span that is over; it should return at once.
    package init(finish: @escaping @Sendable (FinishedSpan) -> Void) {
        self.finish = finish
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String,
        context: @autoclosure () -> InstrumentationContext,
        ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant,
        function: String,
        file fileID: String,
        line: UInt
    ) -> RecordedSpan {
        var context = context()
        let parent = context.traceParent
        let place = TraceParent(
            trace: parent?.trace ?? TraceID(),
            span: SpanID(),
            isSampled: parent?.isSampled ?? true
        )
        context.traceParent = place
        let start = instant().nanosecondsSinceEpoch
        let span = FinishedSpan(
            name: operationName,
            place: place,
            parent: parent?.span,
            kind: kind,
            start: start,
            end: start
        )
        return RecordedSpan(span, in: context, isKept: place.isSampled, finish: finish)
    }

    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier,
        into context: inout InstrumentationContext,
        using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let header = extractor.extract(key: TraceParent.field, from: carrier) else { return }
        context.traceParent = TraceParent(header: header) ?? context.traceParent
    }

    package func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext,
        into carrier: inout Carrier,
        using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let place = context.traceParent else { return }
        injector.inject(place.header, forKey: TraceParent.field, into: &carrier)
    }

    /// Does nothing: who takes the spans hands them on.
    package func forceFlush() {}
}
