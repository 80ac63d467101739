import LanguageModels
import TestSupport

/// The pipeline's own share of the time to the first sound: from the write of the token that proves the first phrase to
/// the first sample at the sink. Beside it, in turn, the naive flow for the same answer at the same pace.
struct OwnShare {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let answer = FakeAnswer(Story.shortAnswer, rate: conditions.rate)
        let turns = conditions.isQuick ? 20 : 110
        var ours = Latencies()
        var naive = Latencies()
        var strays = 0
        try await FakeOllama.with(answer) { server in
            let pipeline = try Pipeline(conditions.programs, model: server.url, output: "pcm:-")
            defer { pipeline.end() }
            try await withCurlTransport { transport in
                let flow = NaiveFlow(kind: .sentences, url: server.url, transport: transport)
                // The first turns load voices and open connections: "cold" measures those.
                for turn in 0..<turns + 3 {
                    let heard = try await hear(pipeline, turn)
                    let proven = try await proof(server)
                    if heard < proven { strays += 1 } else if turn >= 3 { ours.record(from: proven, to: heard) }
                    guard turn.isMultiple(of: 3) else { continue }
                    let sample = try await flow.firstSample("naive")
                    naive.record(from: try await proof(server), to: sample)
                }
            }
        }
        let note = strays == 0 ? "\(ours.count) turns" : "\(ours.count) turns, \(strays) spoilt"
        return [
            Row("own share of time to first sound, median", ours.median, "ms", .atMost(3), note: note),
            Row("own share of time to first sound, p95", ours.milliseconds(95), "ms", .atMost(6)),
            Row("  one espeak-ng a sentence: its own share, median", naive.median, "ms", note: "\(naive.count) turns"),
            Row("  one espeak-ng a sentence: its own share, p95", naive.milliseconds(95), "ms"),
            Row("own share against one espeak-ng a sentence", ours.median / naive.median, "", .atMost(0.25)),
        ]
    }

    /// Asks, and waits for the first sample; returns once the turn's sound is out.
    private func hear(_ pipeline: Pipeline, _ turn: Int) async throws -> UInt64 {
        try await Blocking.run {
            try pipeline.ask("share", session: "share", turn: turn + 1)
            let at = try pipeline.output.firstSample(within: .seconds(5))
            // The last phrase comes with the answer's end, a few tokens later.
            pipeline.output.drain(quiet: .milliseconds(200))
            return at
        }
    }

    /// When the newest answer's first phrase was complete.
    private func proof(_ server: FakeOllama) async throws -> UInt64 {
        try await server.first { exchanges in
            guard let written = exchanges.last?.tokensWritten else { return nil }
            return written.count > Story.shortAnswerProof ? written[Story.shortAnswerProof] : nil
        }
    }
}
