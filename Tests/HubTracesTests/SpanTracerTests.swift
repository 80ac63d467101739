import Synchronization
import Testing
import Tracing

@testable import HubTraces

@Suite("Spans, as swift-distributed-tracing has them made")
struct SpanTracerTests {
    /// What is over.
    private final class Ended: Sendable {
        private let list = Mutex<[FinishedSpan]>([])

        var spans: [FinishedSpan] { list.withLock { $0 } }
        var tracer: SpanTracer { SpanTracer { span in self.list.withLock { $0.append(span) } } }
    }

    private struct Fields: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    private static func instant(_ nanoseconds: UInt64) -> DefaultTracerClock.Timestamp {
        DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: nanoseconds)
    }

    @Test("a part of a span is in its trace, and what is said of a span that is over is not in it")
    func parts() throws {
        let ended = Ended()
        let tracer = ended.tracer
        let root = tracer.startSpan("turn", context: .topLevel, ofKind: .server, at: Self.instant(10))
        let part = tracer.startSpan("part", context: root.context, at: Self.instant(20))
        part.addEvent(SpanEvent(name: "first", at: Self.instant(25)))
        part.attributes["loquat.phrases"] = 3
        part.end(at: Self.instant(30))
        part.attributes["loquat.phrases"] = 4
        part.end(at: Self.instant(99))
        root.setStatus(SpanStatus(code: .error, message: "unreachable"))
        root.end(at: Self.instant(5))
        let spans = ended.spans
        try #require(spans.map(\.name) == ["part", "turn"])
        #expect(spans[0].place.trace == spans[1].place.trace)
        #expect(spans[0].parent == spans[1].place.span && spans[1].parent == nil)
        #expect((spans[0].start, spans[0].end) == (20, 30))
        #expect(spans[0].attributes.get("loquat.phrases") == .int64(3) && spans[0].events.map(\.name) == ["first"])
        #expect(spans[1].end == 10, "no span ends before it begins")
        #expect(spans[1].status?.message == "unreachable")
        #expect(!part.isRecording)
    }

    @Test("what somebody else has begun is gone on with, and not kept where they do not keep it")
    func continued() throws {
        let ended = Ended()
        let tracer = ended.tracer
        for flags in ["01", "00"] {
            var context = InstrumentationContext.topLevel
            let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-\(flags)"
            tracer.extract(["traceparent": header], into: &context, using: Fields())
            let span = tracer.startSpan("turn", context: context, at: Self.instant(1))
            #expect(span.isRecording == (flags == "01"))
            var carrier: [String: String] = [:]
            tracer.inject(span.context, into: &carrier, using: Fields())
            let told = try #require(carrier["traceparent"])
            #expect(told.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") && told.hasSuffix("-\(flags)"))
            #expect(!told.contains("00f067aa0ba902b7"))
            span.end(at: Self.instant(2))
        }
        #expect(ended.spans.map(\.parent?.text) == ["00f067aa0ba902b7"])
        var context = InstrumentationContext.topLevel
        tracer.extract(["traceparent": "nonsense"], into: &context, using: Fields())
        #expect(context.traceParent == nil)
    }

    @Test("a span keeps a bounded number of events, and says how many it has not")
    func bounds() {
        let ended = Ended()
        let span = ended.tracer.startSpan("a", context: .topLevel, at: Self.instant(1))
        for number in 0..<1_000 { span.addEvent(SpanEvent(name: "\(number)", at: Self.instant(2))) }
        span.end(at: Self.instant(3))
        #expect(ended.spans.first?.events.count == RecordedSpan.limit)
        #expect(ended.spans.first?.droppedEvents == 1_000 - RecordedSpan.limit)
    }
}
