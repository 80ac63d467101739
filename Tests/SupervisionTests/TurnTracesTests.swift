import HubMetrics
import InMemoryTracing
import Testing
import Tracing

@testable import Supervision

@Suite("Turns as traces")
struct TurnTracesTests {
    private let tracer = InMemoryTracer()

    private static let second: UInt64 = 1_000_000_000

    /// An answer of three phrases that was heard to its end: it had its place after 1 s, and took 10 s from there.
    private func report(_ change: (inout TurnReport) -> Void = { _ in }) -> TurnReport {
        var report = TurnReport(
            session: "kitchen",
            turn: 3,
            kind: .ask,
            outcome: .finished,
            start: WallTime(milliseconds: 100_000),
            duration: .seconds(10)
        )
        report.waited = .seconds(1)
        (report.firstToken, report.firstPhrase, report.firstSound) = (.seconds(2), .seconds(3), .seconds(5))
        (report.tokens, report.phrases, report.chunks) = (40, 3, 9)
        report.stages.isAsked = true
        (report.stages.firstPhrase, report.stages.textEnd) = (.seconds(3), .seconds(6))
        (report.stages.firstSoundMade, report.stages.lastSoundMade) = (.seconds(4), .seconds(7))
        change(&report)
        return report
    }

    private func spans(_ report: TurnReport) -> [String: FinishedInMemorySpan] {
        _ = TurnTraces(tracer).tell(report)
        return Dictionary(tracer.finishedSpans.map { ($0.operationName, $0) }) { first, _ in first }
    }

    /// When it was, in seconds since the turn was accepted.
    private func times(_ span: FinishedInMemorySpan?) -> [Double] {
        [span?.startInstant, span?.endInstant].compactMap(\.self)
            .map { Double($0.nanosecondsSinceEpoch - 100 * Self.second) / Double(Self.second) }
    }

    @Test("a turn has a span for each stage, each of its own time and all of one trace")
    func finished() throws {
        let spans = spans(report())
        #expect(spans.count == 4)
        let root = try #require(spans["turn"])
        #expect(root.parentSpanID == nil && root.kind == .server && root.status == nil)
        #expect(times(root) == [0, 11])
        #expect(times(spans["llm-streamer"]) == [1, 7])
        #expect(times(spans["tts-workers"]) == [4, 8])
        #expect(times(spans["audio-sequencer"]) == [6, 11])
        for stage in Stage.allCases {
            #expect(spans[stage.name]?.parentSpanID == root.spanID && spans[stage.name]?.traceID == root.traceID)
        }
        #expect(spans["llm-streamer"]?.events.map(\.name) == ["first_token", "first_phrase"])
        #expect(spans["tts-workers"]?.events.map(\.millisecondsSinceEpoch) == [105_000])
        #expect(root.attributes.get("session.id") == .string("kitchen"))
        #expect(root.attributes.get("loquat.outcome") == .string("finished"))
        #expect(spans["llm-streamer"]?.attributes.get("gen_ai.usage.output_tokens") == .int64(40))
    }

    @Test("a failed turn says so, and so does the stage that has failed")
    func failed() {
        let spans = spans(
            report {
                ($0.outcome, $0.reason, $0.failedStage) = (.failed, "unreachable", "llm-streamer")
                $0.firstSound = nil
                $0.stages.firstPhrase = nil
            }
        )
        #expect(Set(spans.keys) == ["turn", "llm-streamer"])
        #expect(spans.values.allSatisfy { $0.status == SpanStatus(code: .error, message: "unreachable") })
        #expect(spans["turn"]?.attributes.get("error.type") == .string("unreachable"))
    }

    @Test("what a stage had not done when a turn was cut off, ends with it, and that is no error")
    func interrupted() {
        let spans = spans(
            report {
                ($0.outcome, $0.reason, $0.silence) = (.interrupted, "user_request", .milliseconds(12.5))
                $0.stages.textEnd = nil
                $0.stages.lastSoundMade = .seconds(30)
            }
        )
        #expect(times(spans["llm-streamer"]) == [1, 11])
        #expect(times(spans["tts-workers"]) == [4, 11])
        #expect(spans.values.allSatisfy { $0.status == nil })
        #expect(spans["audio-sequencer"]?.attributes.get("loquat.silence_ms") == .double(12.5))
        #expect(spans["turn"]?.attributes.get("loquat.reason") == .string("user_request"))
    }

    @Test("a turn that no stage had to do with is a span alone")
    func waiting() {
        #expect(Set(spans(report { $0.stages = StageTimes() }).keys) == ["turn"])
    }
}
