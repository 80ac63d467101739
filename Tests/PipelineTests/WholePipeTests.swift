import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct WholePipeTests {
        private static let text =
            "Hello there. The light in the kitchen is on, and the window is open. "
            + "It is 21.5 degrees outside, so you may leave it as it is. Good night!"

        private static let phrases = [
            "Hello there.", "The light in the kitchen is on,", "and the window is open.",
            "It is 21.5 degrees outside,", "so you may leave it as it is.", "Good night!",
        ]

        @Test("a model's answer is heard whole, in order, with no silence but the voice's own")
        func whole() async throws {
            try await FakeOllama.with(FakeAnswer(words: Self.text, rate: 50)) { server in
                // A busy machine's pauses are no reason to cut a phrase here.
                let spoken = try await Spoken.by(server.streamer("--max-buffer-time", "60s"))
                #expect(spoken.ends == [.code(0), .code(0), .code(0), .code(0)], "\(spoken.messages)")
                #expect(spoken.messages == ["", "", "", ""])
                #expect(spoken.phrases.joined(separator: " ") == Self.text)
                #expect(spoken.phrases.allSatisfy { phrase in Self.phrases.contains { phrase.contains($0) } })
                #expect(spoken.phrases.first == "Hello there.")
                #expect(spoken.end?.phrases == spoken.phrases.count && spoken.end?.reason ?? .stop == .stop)
                let speech = Speech(spoken.frames)
                #expect(speech.lengths == speech.samples.mapValues(\.count))
                #expect(speech.samples.count == spoken.phrases.count)
                #expect(spoken.wav.rate == 22_050)
                #expect(firstDifference(spoken.wav.samples, spoken.synthesized) == nil)
                // Nobody speaks this text in less than four seconds or more than twenty.
                #expect((4 * 22_050..<20 * 22_050).contains(spoken.wav.samples.count))
            }
        }

        @Test("the tokens joined are the answer, and every phrase says where in them it stands")
        func tokens() async throws {
            try await FakeOllama.with(FakeAnswer(words: Self.text)) { server in
                let frames = try await runPipeline(server.streamer("--lines")).frames(.lines)
                let text = frames.compactMap { if case .token(let token) = $0 { token.text } else { nil } }.joined()
                #expect(text == Self.text)
                for case .phrase(let phrase) in frames {
                    let source = try #require(phrase.source)
                    let there = String(
                        String.UnicodeScalarView(text.unicodeScalars.dropFirst(source[0]).prefix(source[1]))
                    )
                    #expect(there == phrase.text)
                }
            }
        }

        @Test("what is on standard input is spoken by a replay")
        func replay() async throws {
            let streamer = ProgramCommand.ours("llm-streamer", "--provider", "replay")
            let spoken = try await Spoken.by(streamer, input: .text("Hello there. How are you?\n"))
            #expect(spoken.ends == [.code(0), .code(0), .code(0), .code(0)])
            #expect(spoken.phrases == ["Hello there.", "How are you?"])
            #expect(firstDifference(spoken.wav.samples, spoken.synthesized) == nil)
            #expect(spoken.wav.samples.count > 22_050)
        }

        @Test("a text is heard as it comes: the first sentence does not wait for the end of the input")
        func live() async throws {
            try await withPipeline(
                [
                    .ours("llm-streamer", "--provider", "replay"), .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                ],
                input: .open
            ) { pipeline in
                pipeline.write("Hello there. How are")
                #expect(await pipeline.output.wait { $0.count > 10_000 })
                pipeline.write(" you?")
                pipeline.closeInput()
                let ends = await pipeline.ends()
                #expect(ends == [.code(0), .code(0), .code(0)], "\(pipeline.messages)")
            }
        }
    }
}
