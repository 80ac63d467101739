import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct SoundServerTests {
        @Test("a sound server plays the speech whole, and its first samples too")
        func whole() async throws {
            try await withPulseServer { server in
                try await server.withRecording { recording in
                    // Made before it is played, and well buffered: a busy machine must not make gaps.
                    let made = try await runPipeline(
                        .ours("llm-streamer", "--provider", "replay"),
                        .ours("tts-workers"),
                        input: .text("Good morning. Breakfast stands ready in the kitchen. The coffee is hot.")
                    )
                    let sequencer = ProgramCommand.ours(
                        "audio-sequencer",
                        "--output",
                        "pulse:\(PulseServer.sink)",
                        "--latency",
                        "2s",
                        environment: server.clientEnvironment
                    )
                    let result = try await runPipeline(sequencer, input: .bytes(made.output))
                    #expect(result.ends == [.code(0)])
                    #expect(result.messages == [""])
                    let frames = try made.frames(.lengthPrefixed)
                    let expected = Loudness(Speech(frames).inOrder, rate: 22_050)
                    try await recording.wait { Loudness($0, rate: 48_000).tail > 0.3 }
                    let heard = Loudness(recording.samples, rate: 48_000)
                    #expect(abs(heard.length - expected.length) < 0.02, "\(heard) \(expected)")
                    #expect(abs(heard.energy / expected.energy - 1) < 0.05, "\(heard) \(expected)")
                    #expect(abs(heard.firstEnergy / expected.firstEnergy - 1) < 0.15, "\(heard) \(expected)")
                }
            }
        }

        @Test("a sound server that is killed and comes back in mid-answer: the speech goes on to its end")
        func restart() async throws {
            try await withPulseServer { server in
                let sequencer = ProgramCommand.ours(
                    "audio-sequencer",
                    "--output",
                    "pulse:\(PulseServer.sink)",
                    "--lines-out",
                    environment: server.clientEnvironment
                )
                let text = (1...8).map { "This is the sentence with the number \($0)." }.joined(separator: " ")
                try await withPipeline(
                    [.ours("llm-streamer", "--provider", "replay"), .ours("tts-workers"), sequencer],
                    input: .text(text),
                    limit: .seconds(60)
                ) { pipeline in
                    #expect(await pipeline.output.wait(for: #""phrase":2"#))
                    server.kill()
                    #expect(await pipeline.programs[2].standardError.wait(for: "is gone"))
                    try await server.start()
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0), .code(0), .code(0)], "\(pipeline.messages)")
                    #expect(pipeline.messages[2].contains("is back"))
                    let frames = try Frame.all(in: await pipeline.output.end(), .lines)
                    guard case .finished(let finished) = frames.last else {
                        throw SetupError("not finished: \(frames)")
                    }
                    #expect(finished.heard == 8)
                }
            }
        }

        @Test("no sound server: told at once in one line with what to do, and the pipe ends")
        func missing() async throws {
            try await withTemporaryDirectory { folder in
                let environment = ["PULSE_SERVER": "unix:\(folder)/none", "HOME": folder, "XDG_RUNTIME_DIR": folder]
                let result = try await runPipeline(
                    .ours("llm-streamer", "--provider", "replay"),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", environment: environment),
                    input: .text("Hello there.")
                )
                #expect(result.ends == [.code(0), .code(0), .code(69)], "\(result.messages)")
                let lines = result.messages[2].split(separator: "\n")
                #expect(lines.count == 1 && lines[0].contains("pactl info"), "\(lines)")
            }
        }
    }
}

/// How long and how loud a recording is between its first and its last sample that is no silence.
private struct Loudness: CustomStringConvertible {
    /// In seconds.
    let length: Double
    /// The sum of squares, in full scale times seconds.
    let energy: Double
    /// The same of the first 50 ms.
    let firstEnergy: Double
    /// Silence after it, in seconds.
    let tail: Double

    private static let threshold = 64

    init(_ samples: [Int16], rate: Int) {
        let isLoud: (Int16) -> Bool = { abs(Int($0)) >= Self.threshold }
        guard let first = samples.firstIndex(where: isLoud), let last = samples.lastIndex(where: isLoud) else {
            (length, energy, firstEnergy, tail) = (0, 0, 0, 0)
            return
        }
        length = Double(last - first) / Double(rate)
        tail = Double(samples.count - last) / Double(rate)
        func sum(_ part: ArraySlice<Int16>) -> Double {
            part.reduce(0) { $0 + Double($1) * Double($1) } / (32_768 * 32_768) / Double(rate)
        }
        energy = sum(samples[first...last])
        firstEnergy = sum(samples[first...min(last, first + rate / 20)])
    }

    var description: String { "length \(length) energy \(energy) first \(firstEnergy) tail \(tail)" }
}
