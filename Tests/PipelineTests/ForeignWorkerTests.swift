import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct ForeignWorkerTests {
        @Test(
            "a worker in another language: every phrase is heard in order, whole and once, whichever is done first",
            arguments: [1, 2, 3]
        )
        func order(workers: Int) async throws {
            try await withTemporaryDirectory { folder in
                let phrases = 40
                let result = try await runPipeline(
                    .ours(
                        "tts-workers",
                        "--workers",
                        "\(workers)",
                        "--audio-cache",
                        "0B",
                        "--worker",
                        try ScriptedWorker.python(in: folder)
                    ),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                    input: .bytes(try turn(of: Array(repeating: workers > 1 ? "swap" : "speak", count: phrases)))
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                #expect(
                    firstDifference(littleEndianSamples(result.output), (0..<phrases).flatMap(ScriptedWorker.sound))
                        == nil
                )
            }
        }

        @Test("a worker of a few lines of shell is a worker too")
        func shell() async throws {
            try await withTemporaryDirectory { folder in
                let result = try await runPipeline(
                    .ours(
                        "tts-workers",
                        "--workers",
                        "2",
                        "--audio-cache",
                        "0B",
                        "--worker",
                        try ScriptedWorker.shell(in: folder)
                    ),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                    input: .bytes(try turn(of: ["One.", "Two.", "Three.", "Four."]))
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                #expect(
                    firstDifference(littleEndianSamples(result.output), (0..<4).flatMap(ScriptedWorker.sound)) == nil
                )
            }
        }

        @Test(
            "one voice takes another's place: a worker's own rate is the WAV file's",
            arguments: [8_000, 16_000, 44_100]
        )
        func rate(rate: Int) async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder, "\(rate)")
                let result = try await runPipeline(
                    .ours("tts-workers", "--audio-cache", "0B", "--worker", worker),
                    .ours("audio-sequencer", "--output", "wav:\(folder)/speech.wav"),
                    input: .bytes(try turn(of: Array(repeating: "speak", count: 5)))
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                let wav = try WAVFile("\(folder)/speech.wav")
                #expect(wav.rate == rate)
                #expect(firstDifference(wav.samples, (0..<5).flatMap(ScriptedWorker.sound)) == nil)
            }
        }

        @Test("phrases at two rates are heard at one, each as long as it was")
        func mixedRates() async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder, "22050")
                let result = try await runPipeline(
                    .ours("tts-workers", "--audio-cache", "0B", "--worker", worker),
                    .ours("audio-sequencer", "--output", "wav:\(folder)/speech.wav"),
                    input: .bytes(try turn(of: Array(repeating: "mixed", count: 20)))
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                let wav = try WAVFile("\(folder)/speech.wav")
                let expected = (0..<20).map { number in
                    Double(ScriptedWorker.length(number)) * 22_050 / Double(22_050 + 1_000 * (number % 2))
                }.reduce(0, +)
                #expect(wav.rate == 22_050)
                // A resampler may keep or add a sample at each change of rate.
                #expect(abs(Double(wav.samples.count) - expected) < 20, "\(wav.samples.count) of \(expected)")
            }
        }

        @Test("espeak-worker stands where tts-workers stands")
        func alone() async throws {
            let result = try await runPipeline(
                .ours("llm-streamer", "--provider", "replay"),
                .ours("espeak-worker"),
                .ours("audio-sequencer", "--output", "pcm:-"),
                input: .text("Hello there. How are you?")
            )
            #expect(result.ends == [.code(0), .code(0), .code(0)] && result.messages == ["", "", ""])
            #expect(result.output.count > 44_100)
        }
    }
}

/// A turn's frames: these phrases and the end.
func turn(of texts: [String], session: String = "kitchen", turn: Int = 1) throws -> [UInt8] {
    let phrases = texts.enumerated().map { number, text in
        Frame.phrase(Phrase(session: session, turn: turn, phrase: number, text: text))
    }
    return try Frame.bytes(phrases + [.end(End(session: session, turn: turn, phrases: texts.count))])
}
