import SpeechFrames
import TestSupport

/// What each of the three programs has of the own share, alone and warm: from the bytes that it gets to those it gives.
struct Hops {
    let conditions: Conditions

    private var runs: Int { conditions.isQuick ? 20 : 100 }

    func run() async throws -> [Row] {
        let streamer = try await streamer()
        let workers = try await stage(["tts-workers", "--audio-cache", "0B"]) { turn in
            [.phrase(Phrase(session: "hop", turn: turn, phrase: 0, text: "Shall we begin now?"))]
        } isAnswer: {
            $0 == .audio
        }
        let worker = try await stage(["espeak-worker"]) { turn in
            [.phrase(Phrase(session: "hop", turn: turn, phrase: 0, text: "Shall we begin now?"))]
        } isAnswer: {
            $0 == .audio
        }
        let sequencer = try await stage(["audio-sequencer", "--output", "pcm:-"]) { turn in
            let samples = [Int16](repeating: 0, count: 1_102)
            return [
                .audio(Audio(session: "hop", turn: turn, phrase: 0, offset: 0, rate: 22_050, samples: samples)),
                .synthesized(Synthesized(session: "hop", turn: turn, phrase: 0, samples: samples.count)),
                .end(End(session: "hop", turn: turn, phrases: 1)),
            ]
        }
        return [
            Row("hop: token written to phrase out of llm-streamer", streamer.median, "ms", note: p95(streamer)),
            Row("hop: phrase to first audio through tts-workers", workers.median, "ms", note: p95(workers)),
            Row("  of which espeak-worker", worker.median, "ms", note: p95(worker)),
            Row("hop: audio to first sample through audio-sequencer", sequencer.median, "ms", note: p95(sequencer)),
        ]
    }

    private func p95(_ times: Latencies) -> String { "p95 \(Table.text(times.milliseconds(95), "ms"))" }

    private func streamer() async throws -> Latencies {
        let (programs, runs) = (conditions.programs, runs)
        return try await FakeOllama.with(FakeAnswer(Story.shortAnswer, rate: conditions.rate)) { server in
            let stage = try Stage(["\(programs)/llm-streamer", "--frames-in", "--url", server.url])
            defer { stage.end() }
            var times = Latencies()
            for turn in 1...runs {
                let at = try await Blocking.run {
                    try stage.send([.ask(Ask(session: "hop", turn: turn, text: "hop"))])
                    let at = try stage.waitFor { $0 == .phrase }
                    _ = try stage.waitFor { $0 == .end }
                    return at
                }
                let written = server.exchanges.last?.tokensWritten ?? []
                guard turn > 3, written.count > Story.shortAnswerProof else { continue }
                times.record(from: written[Story.shortAnswerProof], to: at)
            }
            return times
        }
    }

    /// `isAnswer` tells the frame to wait for; without it, samples are waited for.
    private func stage(
        _ words: [String],
        _ frames: @escaping @Sendable (_ turn: Int) -> [Frame],
        isAnswer: (@Sendable (FrameType) -> Bool)? = nil
    ) async throws -> Latencies {
        let (programs, runs) = (conditions.programs, runs)
        return try await Blocking.run {
            let stage = try Stage(["\(programs)/\(words[0])"] + words.dropFirst())
            defer { stage.end() }
            var times = Latencies()
            for turn in 1...runs {
                let start = Nanoseconds.now
                try stage.send(frames(turn))
                let at: UInt64
                if let isAnswer {
                    at = try stage.waitFor(isAnswer)
                    _ = try stage.waitFor { $0 == .synthesized }
                } else {
                    at = try stage.output.firstSample(within: .seconds(5))
                }
                if turn > 3 { times.record(from: start, to: at) }
                // In use a stage has slept before its next work.
                Nanoseconds.pause(.milliseconds(20))
            }
            return times
        }
    }
}
