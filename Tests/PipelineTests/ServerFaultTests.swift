import SpeechFrames
import TestSupport
import Testing

/// A fault of the model's server in front of the fourth token of `One two three. Four five six.`, and what should come of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var fault: FakeFault
    /// How llm-streamer ends; the others end with 0.
    var exit: Int32
    /// What its message holds.
    var says: [String]
    var phrases: [String] = ["One two three."]

    init(_ name: String, _ fault: FakeFault, exit: Int32, says: [String], phrases: [String] = ["One two three."]) {
        (testDescription, self.fault, self.exit, self.says, self.phrases) = (name, fault, exit, says, phrases)
    }

    static let all = [
        FaultCase("dropped connection", .drop(at: 3), exit: 74, says: ["connection"]),
        FaultCase("error line", .error(at: 3, message: "out of memory"), exit: 74, says: ["out of memory"]),
        FaultCase("stall", .stall(at: 3), exit: 69, says: ["0.5 seconds"]),
        FaultCase("garbage", .garbage(at: 3, line: "<html>oops</html>"), exit: 65, says: ["<html>oops"]),
        FaultCase("no done line", .noLastLine, exit: 74, says: [""], phrases: ["One two three.", "Four five six."]),
        FaultCase("500", .status(500), exit: 69, says: ["500", "llama runner process has terminated"], phrases: []),
        FaultCase("404", .status(404), exit: 69, says: ["ollama pull llama3.2:3b"], phrases: []),
        FaultCase("503", .status(503), exit: 69, says: ["server busy"], phrases: []),
        FaultCase("401", .status(401), exit: 77, says: ["unauthorized"], phrases: []),
        FaultCase("drop at the start", .drop(at: 0), exit: 69, says: ["hung up without an answer"], phrases: []),
    ]
}

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct ServerFaultTests {
        private static let whole = ["One two three.", "Four five six."]

        @Test(
            "a server that fails: what came before is spoken, the message helps, and the pipe ends cleanly",
            arguments: FaultCase.all
        )
        func fault(_ item: FaultCase) async throws {
            let answer = FakeAnswer(words: Self.whole.joined(separator: " "), fault: item.fault)
            try await FakeOllama.with(answer) { server in
                let spoken = try await Spoken.by(server.streamer("--stall-timeout", "500ms"))
                #expect(spoken.ends == [.code(item.exit), .code(0), .code(0), .code(0)], "\(spoken.messages)")
                #expect(spoken.phrases == item.phrases)
                #expect(firstDifference(spoken.wav.samples, spoken.synthesized) == nil)
                #expect(spoken.end?.reason == .error)
                #expect(Speech(spoken.frames).failures.count == 1)
                let lines = spoken.messages[0].split(separator: "\n")
                #expect(lines.count == 1 && spoken.messages[0].hasPrefix("llm-streamer: "))
                for part in item.says { #expect(part.isEmpty || spoken.messages[0].contains(part), "\(lines)") }
            }
        }

        @Test("characters cut in two, thinking and a very long line change nothing of what is spoken")
        func unusual() async throws {
            var cut = FakeAnswer(words: "Grüße aus Köln. Über 20 °C heute.", fault: .cutWrites)
            #expect(try await phrases(of: cut) == ["Grüße aus Köln.", "Über 20 °C heute."])
            cut.fault = .longLine(at: 1, bytes: 300_000)
            #expect(try await phrases(of: cut) == ["Grüße aus Köln.", "Über 20 °C heute."])
            var thinking = FakeAnswer(words: Self.whole.joined(separator: " "))
            thinking.thinking = ["They want numbers. ", "Count."]
            #expect(try await phrases(of: thinking) == Self.whole)
            let tagged = FakeAnswer([
                "<thi", "nk>They want. ", "Numbers.</th", "ink>\n\n", "One two three.", " Four five six.",
            ])
            #expect(try await phrases(of: tagged) == Self.whole)
        }

        private func phrases(of answer: FakeAnswer) async throws -> [String] {
            try await FakeOllama.with(answer) { server in
                let spoken = try await Spoken.by(server.streamer())
                #expect(spoken.ends == [.code(0), .code(0), .code(0), .code(0)], "\(spoken.messages)")
                #expect(firstDifference(spoken.wav.samples, spoken.synthesized) == nil)
                return spoken.phrases
            }
        }

        @Test("what came before the fault reaches even a reader who has slept until then")
        func slowReader() async throws {
            let sentences = (1...1_500).map { "This is the sentence with the number \($0)." }
            let answer = FakeAnswer(words: sentences.joined(separator: " "), fault: .noLastLine)
            try await FakeOllama.with(answer) { server in
                try await withPipeline([server.streamer("--lines")], output: .unread) { pipeline in
                    // The model is done, and the pipe has been full for long.
                    _ = try await server.first { $0.first?.completed }
                    #expect(await eventually { pipeline.isNearlyFull })
                    pipeline.readOutput()
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(74)], "\(pipeline.messages)")
                    let frames = try Frame.all(in: await pipeline.output.end(), .lines)
                    let text = frames.compactMap { if case .phrase(let phrase) = $0 { phrase.text } else { nil } }
                    #expect(text.joined(separator: " ") == sentences.joined(separator: " "))
                    #expect(frames.last?.type == .end)
                }
            }
        }

        @Test(
            "nobody listens at the address: told in one line with what to do, and the pipe ends",
            arguments: ["--lines", ""]
        )
        func refused(flag: String) async throws {
            let flags = flag.isEmpty ? [] : [flag]
            let streamer = ProgramCommand.ours("llm-streamer", "--ask", "hi", "--url", "http://127.0.0.1:9").adding(
                flags
            )
            let relay = ProgramCommand.ours("tts-workers").adding(flags)
            let result = try await runPipeline(streamer, relay)
            #expect(result.ends == [.code(69), .code(0)])
            #expect(result.messages[0].contains("127.0.0.1:9") && result.messages[0].contains("ollama serve"))
        }
    }
}
