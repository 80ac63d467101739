import CoreMetrics
import Logging
import Synchronization
import TestSupport
import Testing

@testable import HubTraces

@Suite("Spans on their way out", .timeLimit(.minutes(2)))
struct SpanExporterTests {
    /// What was counted.
    private final class Counts: MetricsFactory, Sendable {
        private final class Series: CounterHandler {
            private let value = Mutex<Int64>(0)

            var count: Int64 { value.withLock { $0 } }

            func increment(by amount: Int64) { value.withLock { $0 += amount } }
            func reset() {}
        }

        private let series = Mutex<[String: Series]>([:])

        subscript(name: String) -> Int64? { series.withLock { $0[name]?.count } }

        func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
            let name = ([label] + dimensions.map(\.1)).joined(separator: " ")
            return series.withLock { series in
                let made = series[name] ?? Series()
                series[name] = made
                return made
            }
        }

        func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
            NOOPMetricsHandler.instance
        }

        func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
            NOOPMetricsHandler.instance
        }

        func destroyCounter(_ handler: any CounterHandler) {}
        func destroyRecorder(_ handler: any RecorderHandler) {}
        func destroyTimer(_ handler: any TimerHandler) {}
    }

    private let clock = ManualClock()
    private let counts = Counts()

    private func exporter(_ destination: any SpanDestination) -> SpanExporter {
        SpanExporter(
            OTLPTraces(service: "loquat", version: "1", process: 1),
            to: destination,
            metrics: counts,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    @Test("spans that come within a second go together, and the next ones after them")
    func batches() async throws {
        let destination = ScriptedDestination()
        let exporter = exporter(destination)
        try await exporter.run {
            for name in ["a", "b"] { exporter.queue.add(try .made(name)) }
            try await clock.sleeper(within: SpanExporter.interval)
            #expect(destination.attempts == 0)
            clock.advance(by: SpanExporter.interval)
            try await destination.wait(forBatches: 1)
            exporter.queue.add(try .made("c"))
            try await clock.sleeper(within: SpanExporter.interval)
            clock.advance(by: SpanExporter.interval)
            try await destination.wait(forBatches: 2)
        }
        let taken = destination.taken
        #expect(
            taken.map { text in ["a", "b", "c"].filter { text.contains("\"name\":\"\($0)\"") } } == [
                ["a", "b"], ["c"],
            ]
        )
        #expect(counts["loquat_spans_total"] == 3)
    }

    @Test("what could not be handed on is tried again later, the very same")
    func retries() async throws {
        let destination = ScriptedDestination([SpanFault("away"), SpanFault("away"), SpanFault("still away")])
        let exporter = exporter(destination)
        try await exporter.run {
            exporter.queue.add(try .made("a"))
            for attempt in 1...4 {
                try await clock.sleeper(within: .seconds(30))
                clock.advance(by: .seconds(30))
                try await destination.wait(forAttempts: attempt)
            }
            try await destination.wait(forBatches: 1)
        }
        #expect(destination.attempts == 4)
        #expect(counts["loquat_spans_total"] == 1 && counts["loquat_spans_dropped_total refused"] == 0)
    }

    @Test("what the receiver never takes is dropped, counted, and holds nothing up")
    func refused() async throws {
        let destination = ScriptedDestination([SpanFault("bad", isFinal: true)])
        let exporter = exporter(destination)
        try await exporter.run {
            for (number, name) in ["a", "b"].enumerated() {
                exporter.queue.add(try .made(name))
                try await clock.sleeper(within: SpanExporter.interval)
                clock.advance(by: SpanExporter.interval)
                try await destination.wait(forAttempts: number + 1)
            }
        }
        #expect(destination.taken.count == 1 && destination.taken[0].contains("\"name\":\"b\""))
        #expect(counts["loquat_spans_dropped_total refused"] == 1 && counts["loquat_spans_total"] == 1)
    }

    @Test("while nothing can be handed on, the oldest of too many go, and are counted")
    func overflow() async throws {
        let destination = ScriptedDestination(Array(repeating: SpanFault("away"), count: 2))
        let exporter = exporter(destination)
        try await exporter.run {
            exporter.queue.add(try .made("first"))
            try await clock.sleeper(within: SpanExporter.interval)
            clock.advance(by: SpanExporter.interval)
            try await destination.wait(forAttempts: 1)
            for number in 0...SpanQueue.limit { exporter.queue.add(try .made("\(number)")) }
            try await clock.sleeper(within: .seconds(30))
            clock.advance(by: .seconds(30))
            try await destination.wait(forAttempts: 2)
        }
        let dropped = try #require(counts["loquat_spans_dropped_total overflow"])
        #expect(dropped > 0)
        #expect(counts["loquat_spans_total"] == Int64(SpanQueue.limit + 2) - dropped)
    }

    @Test("what is left when the hub stops is handed on, also what came at the very end")
    func flush() async throws {
        let destination = ScriptedDestination([SpanFault("away")])
        let exporter = exporter(destination)
        try await exporter.run {
            exporter.queue.add(try .made("a"))
            try await clock.sleeper(within: SpanExporter.interval)
            clock.advance(by: SpanExporter.interval)
            try await destination.wait(forAttempts: 1)
            exporter.queue.add(try .made("b"))
        }
        let taken = destination.taken.joined()
        #expect(taken.contains("\"name\":\"a\"") && taken.contains("\"name\":\"b\""))
    }

    @Test("a receiver that hangs does not hold up the hub's end")
    func hangingEnd() async throws {
        let destination = ScriptedDestination(hanging: clock)
        let exporter = exporter(destination)
        try await exporter.run { exporter.queue.add(try .made("a")) }
        #expect(destination.attempts == 1 && destination.taken.isEmpty)
    }
}
