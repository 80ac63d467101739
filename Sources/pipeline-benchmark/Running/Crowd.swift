import Glibc
import SpeechFrames
import TestSupport

/// Many turns at once through one pipe, each on a silent sink of its own in real time, each with the whole story.
struct Crowd {
    /// What was seen.
    struct Outcome: Sendable {
        var log: SequencerLog
        /// For each turn, from the token that proves its first phrase to the first sample in the sink.
        var shares = Latencies()
        /// CPU seconds of each process by name, the workers together.
        var cpu: [(name: String, seconds: Double)] = []
        /// From the first question to the last sample, in seconds.
        var elapsed = 0.0
    }

    let conditions: Conditions
    let turns: Int
    /// The token whose write proves the first phrase, counted from 0.
    let proof: Int

    func run() async throws -> Outcome {
        var answer = FakeAnswer(Story.tokens, rate: conditions.rate)
        answer.firstTokenDelay = .milliseconds(100)
        return try await withTemporaryDirectory { folder in
            try await FakeOllama.with(answer) { server in
                let errors = try Descriptor.open("\(folder)/errors", O_RDWR | O_CREAT | O_APPEND)
                let start = Nanoseconds.now
                var outcome = try await play(server.url, errors, "\(folder)/errors")
                outcome.elapsed = Double(Nanoseconds.now - start) / 1e9
                for exchange in server.exchanges where exchange.tokensWritten.count > proof {
                    let name = turnName(in: exchange.request.bodyText)
                    guard let at = name.flatMap({ outcome.log.firstSounds["\($0)/1"] }) else { continue }
                    outcome.shares.record(from: exchange.tokensWritten[proof], to: UInt64(at) * 1_000)
                }
                return outcome
            }
        }
    }

    private func play(_ url: String, _ errors: Descriptor, _ path: String) async throws -> Outcome {
        let pipeline = try Pipeline(
            conditions.programs,
            model: url,
            output: "null:{session}",
            sequencer: ["--frames", "--report", "--verbose"],
            errors: errors
        )
        defer { pipeline.end(atMost: .seconds(1)) }
        let turns = turns
        try await Blocking.run {
            for turn in 0..<turns {
                try pipeline.ask("turn-\(turn).", session: "turn-\(turn)")
                // People do not all ask in the same millisecond.
                Nanoseconds.pause(.milliseconds(1_000 / turns))
            }
            try Self.waitUntilFinished(pipeline.output, turns: turns, within: .seconds(120))
        }
        let cpu = cpu(of: pipeline)
        pipeline.end()
        return Outcome(log: SequencerLog(ProcessFigures.read(path)), cpu: cpu)
    }

    private func cpu(of pipeline: Pipeline) -> [(name: String, seconds: Double)] {
        let workers = ProcessFigures.children(pipeline.workers.id)
        return [
            ("llm-streamer", ProcessFigures.cpuSeconds(pipeline.streamer.id)),
            ("tts-workers", ProcessFigures.cpuSeconds(pipeline.workers.id)),
            ("\(workers.count) workers", workers.reduce(0) { $0 + ProcessFigures.cpuSeconds($1) }),
            ("audio-sequencer", ProcessFigures.cpuSeconds(pipeline.sequencer.id)),
        ]
    }

    /// Reads the sequencer's frames until it has said `finished` for every turn.
    private static func waitUntilFinished(_ output: SampleTap, turns: Int, within limit: Duration) throws {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        var finished = 0
        let end = Nanoseconds.now + UInt64(limit / .nanoseconds(1))
        while finished < turns {
            guard Nanoseconds.now < end, let bytes = output.bytes(within: .seconds(10)) else {
                throw BenchmarkError("only \(finished) of \(turns) turns were heard to their end")
            }
            splitter.append(bytes)
            while let frame = try splitter.next() {
                if frame.type == .finished { finished += 1 }
            }
        }
    }

    private func turnName(in body: String) -> String? {
        body.firstRange(of: "turn-").map { "turn-" + body[$0.upperBound...].prefix { $0.isNumber } }
    }
}
