import Glibc
import SpeechFrames
import TestSupport

/// The same short answer through a hub's sockets and through a pipe: what the hub adds to the way from token to sample.
struct SocketsOverPipe {
    let conditions: Conditions

    private var turns: Int { conditions.isQuick ? 20 : 100 }

    func run() async throws -> [Row] {
        let answer = FakeAnswer(Story.shortAnswer, rate: conditions.rate)
        let hub = try await FakeOllama.with(answer) { try await throughHub($0) }
        let pipe = try await FakeOllama.with(answer) { try await throughPipe($0) }
        return [
            Row("own share through a hub, median", hub.median, "ms", note: "\(hub.count) turns"),
            Row("own share through a pipe, median", pipe.median, "ms", note: "\(pipe.count) turns"),
            Row("what the sockets add, median", hub.median - pipe.median, "ms", .atMost(1)),
        ]
    }

    private func throughHub(_ model: FakeOllama) async throws -> Latencies {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/sound"
            guard mkfifo(path, 0o600) == 0 else { throw BenchmarkError("no FIFO at \(path)") }
            // Opened for both, so that neither side waits for the other.
            let tap = SampleTap(descriptor: try Descriptor.open(path, O_RDWR))
            var arguments = HubSetting.spoken(model)
            arguments.sequencer = ["--output", "pcm:\(path)"]
            let turns = turns
            return try await RunningHub.with(arguments, talkers: 1) { _, talkers in
                try await measure(model, turns, tap) { _ in
                    _ = await talkers[0].ask(HubSetting.ask("share", "share"))
                }
            }
        }
    }

    private func throughPipe(_ model: FakeOllama) async throws -> Latencies {
        let pipeline = try Pipeline(conditions.programs, model: model.url, output: "pcm:-")
        defer { pipeline.end() }
        return try await measure(model, turns, pipeline.output) { turn in
            try pipeline.ask("share", session: "share", turn: turn + 1)
        }
    }

    private func measure(
        _ model: FakeOllama,
        _ turns: Int,
        _ tap: SampleTap,
        _ ask: (Int) async throws -> Void
    ) async throws -> Latencies {
        var shares = Latencies()
        for turn in 0..<turns + 3 {
            try await ask(turn)
            let heard = try await Blocking.run {
                let at = try tap.firstSample(within: .seconds(5))
                tap.drain(quiet: .milliseconds(200))
                return at
            }
            let proven = try await model.first { exchanges in
                guard exchanges.count > turn, exchanges[turn].tokensWritten.count > Story.shortAnswerProof else {
                    return nil as UInt64?
                }
                return exchanges[turn].tokensWritten[Story.shortAnswerProof]
            }
            // The first turns load voices and open connections.
            if turn >= 3, heard > proven { shares.record(from: proven, to: heard) }
        }
        return shares
    }
}
