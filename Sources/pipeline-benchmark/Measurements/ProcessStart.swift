import SpeechFrames
import TestSupport

/// From the start of each program to the first thing that shows that it works, with its input waiting for it.
struct ProcessStart {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let phrase = Frame.phrase(Phrase(session: "start", turn: 1, phrase: 0, text: "Good morning."))
        let audio = Frame.audio(
            Audio(
                session: "start",
                turn: 1,
                phrase: 0,
                offset: 0,
                rate: 22_050,
                samples: .init(repeating: 0, count: 64)
            )
        )
        return [
            try await row("espeak-worker: start to first audio", ["espeak-worker"], [phrase], until: .audio),
            try await row("tts-workers: start to first audio", ["tts-workers"], [phrase], until: .audio),
            try await row(
                "audio-sequencer: start to first sample",
                ["audio-sequencer", "--output", "pcm:-"],
                [audio],
                until: nil
            ),
            try await row(
                "llm-streamer: start to begin",
                ["llm-streamer", "--frames-in", "--provider", "replay"],
                [.ask(Ask(session: "start", turn: 1, text: "Good morning."))],
                until: .begin
            ),
        ]
    }

    private func row(_ name: String, _ words: [String], _ frames: [Frame], until type: FrameType?) async throws -> Row {
        let words = ["\(conditions.programs)/\(words[0])"] + words.dropFirst()
        let runs = conditions.isQuick ? 5 : 20
        let times = try await Blocking.run {
            var times = Latencies()
            for _ in 0..<runs { times.record(try Self.start(words, frames, until: type)) }
            return times
        }
        return Row(name + ", median", times.median, "ms", note: "\(runs) runs")
    }

    private static func start(_ words: [String], _ frames: [Frame], until type: FrameType?) throws -> UInt64 {
        let stage = try Stage(words)
        defer { stage.end() }
        try stage.send(frames)
        let at = try type.map { type in try stage.waitFor { $0 == type } }
        return try (at ?? stage.output.firstSample(within: .seconds(5))) - stage.child.started
    }
}
