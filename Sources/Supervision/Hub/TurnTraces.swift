package import HubMetrics
package import Tracing

/// Tells turns that have ended to a tracer: each is one trace, with a span for each stage that worked on it.
///
/// The times come from the stages' frames, some of them only with the last one: so all of a turn's spans are made when it has ended,
/// and one that outlives its supervisor is still one trace. No word of the talk is in them.
///
/// | span | from | to |
/// |---|---|---|
/// | `turn` | its being accepted | its end |
/// | `llm-streamer` | its having a place, so that the model was asked | the end of its text |
/// | `tts-workers` | its first phrase's leaving | its last piece of sound |
/// | `audio-sequencer` | its first sound | its end |
///
/// What a stage had not done when the turn ended, ends with it. A stage that the turn never came to has no span.
package struct TurnTraces: Sendable {
    private let tracer: any Tracer

    /// Tells `tracer`.
    package init(_ tracer: any Tracer) {
        self.tracer = tracer
    }

    /// Tells a turn.
    ///
    /// - Returns: its trace, as 32 hexadecimal digits; `nil` where who asked wants none.
    package func tell(_ report: TurnReport) -> String? {
        let line = TurnTimeline(report)
        let root = tracer.startSpan("turn", context: context(of: report), ofKind: .server, at: line.accepted)
        guard root.isRecording else { return nil }
        root.attributes = TurnAttributes.root(report)
        if report.outcome == .failed { root.setStatus(SpanStatus(code: .error, message: report.reason)) }
        for stage in Stage.allCases {
            guard let times = line.times(of: stage) else { continue }
            let span = tracer.startSpan(stage.name, context: root.context, at: times.start)
            span.attributes = TurnAttributes.of(stage, report)
            for event in line.events(of: stage) { span.addEvent(event) }
            if report.outcome == .failed, report.failedStage == stage.name {
                span.setStatus(SpanStatus(code: .error, message: report.reason))
            }
            span.end(at: times.end)
        }
        root.end(at: line.ended)
        return TraceFields.traceID(of: root.context, by: tracer)
    }

    /// What it goes on with.
    private func context(of report: TurnReport) -> InstrumentationContext {
        report.parent.map { TraceFields.context(parent: $0, by: tracer) } ?? .topLevel
    }
}

/// A turn's way into a trace and out of it: the header fields that tracers read and write.
private struct TraceFields: Extractor, Injector {
    private static let name = "traceparent"

    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }

    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }

    static func context(parent: String, by tracer: any Tracer) -> InstrumentationContext {
        var context = InstrumentationContext.topLevel
        tracer.extract([name: parent], into: &context, using: TraceFields())
        return context
    }

    static func traceID(of context: InstrumentationContext, by tracer: any Tracer) -> String? {
        var carrier: [String: String] = [:]
        tracer.inject(context, into: &carrier, using: TraceFields())
        let parts = carrier[name]?.split(separator: "-") ?? []
        return parts.count >= 4 ? String(parts[1]) : nil
    }
}
