import LanguageModels
import TestSupport

/// How soon a story of 150 words is heard, from the request: by the line, and by naive flows that ask at the same time.
struct StoryStart {
    let conditions: Conditions

    private enum Flow: Sendable {
        case ours, sentences, whole
    }

    func run() async throws -> [Row] {
        var figures: [Flow: Latencies] = [.ours: Latencies(), .sentences: Latencies(), .whole: Latencies()]
        var answer = FakeAnswer(Story.tokens, rate: conditions.rate)
        answer.firstTokenDelay = .milliseconds(100)
        let story = answer
        try await FakeOllama.with { request in
            request.bodyText.contains("story") ? story : FakeAnswer(Story.shortAnswer)
        } _: { server in
            let pipeline = try Pipeline(conditions.programs, model: server.url, output: "pcm:-")
            defer { pipeline.end() }
            try await warmUp(pipeline)
            try await withCurlTransport { transport in
                for turn in 0..<(conditions.isQuick ? 1 : 5) {
                    for (flow, time) in try await race(pipeline, turn, server.url, transport) {
                        figures[flow]?.record(time)
                    }
                }
            }
        }
        return rows(figures)
    }

    /// A hub's line is warm: what starting costs, "cold" measures.
    private func warmUp(_ pipeline: Pipeline) async throws {
        try await Blocking.run {
            try pipeline.ask("hello", session: "hello")
            _ = try pipeline.output.firstSample(within: .seconds(5))
            pipeline.output.drain(quiet: .milliseconds(300))
        }
    }

    private func rows(_ figures: [Flow: Latencies]) -> [Row] {
        func median(_ flow: Flow) -> Double { figures[flow]?.median ?? .nan }
        let runs = figures[.ours]?.count ?? 0
        return [
            Row(
                "story of 150 words: request to first sound, median",
                median(.ours),
                "ms",
                .atMost(476),
                note: "\(runs) runs"
            ),
            Row("  one espeak-ng a sentence", median(.sentences), "ms"),
            Row("  the whole answer, then one espeak-ng", median(.whole), "ms"),
            Row("story against one espeak-ng a sentence", median(.ours) / median(.sentences), ""),
            Row("story against the whole answer", median(.ours) / median(.whole), ""),
        ]
    }

    /// One story each, side by side; the starts are apart, so that their work does not meet.
    private func race(
        _ pipeline: Pipeline,
        _ turn: Int,
        _ url: String,
        _ transport: CurlTransport
    ) async throws -> [Flow: UInt64] {
        try await withThrowingTaskGroup(of: (Flow, UInt64).self) { group in
            group.addTask { (.ours, try await speak(pipeline, turn)) }
            for (flow, kind, delay) in [(Flow.sentences, NaiveFlow.Kind.sentences, 11), (.whole, .whole, 22)] {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(delay))
                    let start = Nanoseconds.now
                    let naive = NaiveFlow(kind: kind, url: url, transport: transport)
                    return (flow, try await naive.firstSample("story") - start)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func speak(_ pipeline: Pipeline, _ turn: Int) async throws -> UInt64 {
        try await Blocking.run {
            let start = Nanoseconds.now
            try pipeline.ask("story", session: "story", turn: turn + 1)
            let first = try pipeline.output.firstSample(within: .seconds(10))
            // The longest silence between two phrases is a sentence that is still being written.
            pipeline.output.drain(quiet: .seconds(3))
            return first - start
        }
    }
}
