import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct CaptionPipeTests {
        private static let answer = FakeAnswer(words: "Good morning. Breakfast stands ready.", rate: 100)

        @Test("captions into a pipe are plain lines, a phrase each, in words as they are heard")
        func captions() async throws {
            try await FakeOllama.with(Self.answer) { server in
                let result = try await runPipeline(
                    server.streamer(),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "null", "--captions")
                )
                #expect(result.ends == [.code(0), .code(0), .code(0)] && result.messages == ["", "", ""])
                #expect(!result.output.contains(0x1B) && !result.text.contains("\r"))
                // Words that the voice has no event for, and marks, are left out.
                let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count == 3 && lines[2] == "", "\(lines)")
                #expect(lines[0].hasPrefix("Good morning") && lines[1].hasPrefix("Breakfast stands ready"), "\(lines)")
            }
        }

        @Test("captions beside samples on standard output go to standard error")
        func captionsAndSamples() async throws {
            try await FakeOllama.with(Self.answer) { server in
                let result = try await runPipeline(
                    server.streamer(),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "pcm:-", "--captions")
                )
                #expect(result.ends == [.code(0), .code(0), .code(0)])
                #expect(result.messages[2].hasPrefix("Good morning"))
                #expect(result.output.count > 40_000)
            }
        }

        @Test("the report says how soon and how smoothly it was spoken, a figure a line")
        func report() async throws {
            try await FakeOllama.with(Self.answer) { server in
                let result = try await runPipeline(
                    server.streamer(),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "null", "--report")
                )
                #expect(result.ends == [.code(0), .code(0), .code(0)] && result.output.isEmpty)
                let lines = result.messages[2].split(separator: "\n")
                #expect(lines.count == 4, "\(lines)")
                for (line, name) in zip(lines, ["first token", "first phrase", "first sound", "gaps"]) {
                    #expect(line.hasPrefix(name))
                }
                #expect(lines[0].hasSuffix(" ms") || lines[0].hasSuffix(" s"))
                #expect(lines[3].hasSuffix("between 2 phrases") || lines[3].contains("between 2 phrases, the longest"))
            }
        }

        @Test("what was heard is told in frames: progress for every phrase, and finished at the end")
        func frames() async throws {
            try await FakeOllama.with(Self.answer) { server in
                let result = try await runPipeline(
                    server.streamer(),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "null", "--lines-out")
                )
                let frames = try result.frames(.lines)
                let heard = frames.compactMap { if case .progress(let progress) = $0 { progress.phrase } else { nil } }
                #expect(Set(heard) == [0, 1] && heard == heard.sorted())
                #expect(frames.last?.type == .finished)
            }
        }
    }
}
