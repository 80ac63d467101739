private import Clocks
package import CoreMetrics
private import FrameTransport
package import Logging

/// Hands spans on, in batches, and tries again where that fails. Nobody who makes spans waits for it.
package final class SpanExporter: Sendable {
    /// How many spans go together.
    static let batch = 512
    /// How long the first span of a batch waits for others.
    static let interval = Duration.seconds(1)
    /// How long a destination may take.
    static let patience = Duration.seconds(10)
    /// How long it may take in all at the end, when the hub stops.
    package static let lastPatience = Duration.seconds(2)
    /// How many times as long as a link's the waits between attempts are: up to 30 s.
    private static let slowness = 30

    /// Takes the spans that are over.
    package let queue = SpanQueue()

    private let encoding: OTLPTraces
    private let destination: any SpanDestination
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let handedOn: Counter
    private let overflown: Counter
    private let refused: Counter

    /// Hands on to `destination`; `metrics` counts how many were, and were not.
    package init(
        _ encoding: OTLPTraces,
        to destination: any SpanDestination,
        metrics: any MetricsFactory,
        clock: any Clock<Duration> = SteadyClock(),
        logger: Logger
    ) {
        self.encoding = encoding
        self.destination = destination
        self.clock = clock
        self.logger = logger
        handedOn = Counter(label: "loquat_spans_total", factory: metrics)
        overflown = Self.dropped("overflow", metrics)
        refused = Self.dropped("refused", metrics)
        // Of a counter that begins with 1 no rate is known.
        for counter in [handedOn, overflown, refused] { counter.increment(by: 0) }
    }

    private static func dropped(_ reason: String, _ metrics: any MetricsFactory) -> Counter {
        Counter(label: "loquat_spans_dropped_total", dimensions: [("reason", reason)], factory: metrics)
    }

    /// Hands on what comes while `body` runs, and what is left after it.
    ///
    /// - Throws: what `body` throws.
    package func run(during body: () async throws -> Void) async throws {
        // Not cancelled with the rest: turns end when the hub does, too.
        let task = Task { await run() }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        task.cancel()
        await task.value
        try result.get()
    }

    /// Hands on what comes until the task is cancelled; then what is left, as far as that is possible in ``lastPatience``.
    package func run() async {
        var left: [FinishedSpan] = []
        do {
            while true {
                try await queue.wait()
                try await clock.sleep(for: Self.interval)
                left = queue.take(atMost: Self.batch)
                try await handOn(&left)
            }
        } catch {
            // A task that is cancelled has no time to wait in.
            let rest = left
            await Task { await self.handOnRest(rest, by: self.clock) }.value
        }
    }

    /// Hands a batch on, however long it takes; what is left of it afterwards is nothing.
    ///
    /// - Throws: `CancellationError`; then it is left.
    private func handOn(_ spans: inout [FinishedSpan]) async throws {
        var backoff = LinkBackoff()
        var told: String?
        while true {
            guard let fault = await attempt(spans, within: Self.patience) else {
                if told != nil { logger.notice("\(destination.name) has the spans now") }
                break
            }
            if fault.isFinal {
                logger.warning("\(destination.name) does not take \(spans.count) spans: \(fault.reason)")
                break
            }
            // The same again at each attempt tells nobody anything.
            if told != fault.reason {
                let advice = "they wait, and the oldest go where there are too many"
                logger.warning("\(destination.name) cannot have spans now (\(fault.reason)): \(advice)")
            }
            told = fault.reason
            try await clock.sleep(for: backoff.next() * Self.slowness)
        }
        spans = []
    }

    private func handOnRest(_ first: [FinishedSpan], by clock: some Clock<Duration>) async {
        let end = clock.now.advanced(by: Self.lastPatience)
        var batch = first.isEmpty ? queue.take(atMost: Self.batch) : first
        while !batch.isEmpty {
            let left = clock.now.duration(to: end)
            guard left > .zero, await attempt(batch, within: left) == nil else {
                let count = batch.count + queue.take(atMost: .max).count
                return logger.warning("\(count) spans are lost: \(destination.name) has not taken them")
            }
            batch = queue.take(atMost: Self.batch)
        }
    }

    /// What was wrong; `nil` where the batch was taken.
    private func attempt(_ spans: [FinishedSpan], within limit: Duration) async -> SpanFault? {
        let dropped = queue.takeDropped()
        if dropped > 0 { overflown.increment(by: dropped) }
        do throws(SpanFault) {
            try await destination.take(encoding.json(spans), within: limit)
            handedOn.increment(by: spans.count)
            return nil
        } catch {
            if error.isFinal { refused.increment(by: spans.count) }
            return error
        }
    }
}
