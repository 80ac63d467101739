import SpeechFrames
import TestSupport

/// From a person's interrupt to the hub: how soon it is silent, and how soon the model is let go.
struct InterruptToSilence {
    let conditions: Conditions

    private var turns: Int { conditions.isQuick ? 15 : 120 }

    func run() async throws -> [Row] {
        let (told, closed) = try await onSilentSink()
        let monitor = try await atMonitor()
        let note = "\(told.count) turns"
        return [
            Row("interrupt to silence told, null sink, median", told.median, "ms", .atMost(20), note: note),
            Row("interrupt to silence told, null sink, p99", told.milliseconds(99), "ms", .atMost(20)),
            Row("interrupt to silence, PulseAudio's monitor, median", monitor.median, "ms", .atMost(60)),
            Row("interrupt to silence, PulseAudio's monitor, p99", monitor.milliseconds(99), "ms", .atMost(60)),
            Row("interrupt to the model's connection closed, median", closed.median, "ms", .atMost(3)),
            Row("interrupt to the model's connection closed, longest", closed.milliseconds(100), "ms", .atMost(10)),
        ]
    }

    /// The sequencer's word that it is silent, as it comes to the person: both ways over the sockets are in it.
    private func onSilentSink() async throws -> (told: Latencies, closed: Latencies) {
        let turns = turns
        return try await FakeOllama.with(FakeAnswer(Story.tokens, rate: conditions.rate)) { model in
            try await RunningHub.with(HubSetting.spoken(model), talkers: 1) { _, talkers in
                var told = Latencies()
                var closed = Latencies()
                for turn in 0..<turns {
                    let start = try await interrupt(turn, talkers[0])
                    told.record(from: start, to: Nanoseconds.now)
                    closed.record(from: start, to: try await model.closedByClient(turn))
                }
                return (told, closed)
            }
        }
    }

    private func atMonitor() async throws -> Latencies {
        let turns = min(turns, 60)
        return try await withPulseServer { server in
            try await server.withRecording { recording in
                try await FakeOllama.with(FakeAnswer(Story.tokens, rate: conditions.rate)) { model in
                    // Its sound has no silence of its own.
                    var arguments = HubSetting.counted(model)
                    arguments.environment = server.clientEnvironment
                    arguments.sequencer[1] = "pulse:\(PulseServer.sink)"
                    return try await RunningHub.with(arguments, talkers: 1) { _, talkers in
                        var times = Latencies()
                        for turn in 0..<turns {
                            let start = try await interrupt(turn, talkers[0])
                            // Long enough for all that is still on its way through the server.
                            try await Task.sleep(for: .milliseconds(150))
                            times.record(from: start, to: recording.lastSound ?? start)
                        }
                        return times
                    }
                }
            }
        }
    }

    /// - Returns: when the interrupt was given; it has been acknowledged.
    private func interrupt(_ turn: Int, _ talker: HubTalker) async throws -> UInt64 {
        let index = await talker.ask(HubSetting.ask("silence", "turn \(turn)"))
        try await talker.waitForSound(of: index)
        // At another moment of the model's and the sink's beat each time.
        try await Task.sleep(for: .milliseconds(50 + turn * 7 % 60))
        let start = Nanoseconds.now
        await talker.interrupt(index)
        try await talker.waitForEnd(of: index)
        return start
    }
}
