import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct EmptyInputTests {
        static let programs = ["llm-streamer", "tts-workers", "espeak-worker", "audio-sequencer"]

        @Test("--help and --version succeed", arguments: programs, ["--help", "--version"])
        func help(program: String, flag: String) async throws {
            let result = try await runPipeline(.ours(program, flag))
            #expect(result.ends == [.code(0)] && result.messages == [""])
            #expect(flag == "--help" ? result.text.contains("USAGE: \(program)") : result.text == "0.1.0\n")
        }

        @Test("an unknown option is told, with code 64", arguments: programs)
        func unknownOption(program: String) async throws {
            let result = try await runPipeline(.ours(program, "--no-such-thing"))
            #expect(result.ends == [.code(64)] && result.output.isEmpty)
            #expect(result.messages[0].contains("no-such-thing"))
        }

        static let stages = [
            ["llm-streamer", "--lines-in"], ["llm-streamer", "--frames-in"], ["llm-streamer", "--provider", "replay"],
            ["llm-streamer", "--provider", "replay", "--rate", "5"],
            ["tts-workers"], ["tts-workers", "--lines"], ["espeak-worker"], ["espeak-worker", "--lines"],
            ["audio-sequencer", "--output", "null"], ["audio-sequencer", "--output", "pcm:-"],
            ["audio-sequencer", "--output", "null", "--lines"],
            ["audio-sequencer", "--output", "null", "--captions", "--report"],
        ]

        @Test("an input that ends at once is a clean end", arguments: stages, [Pipeline.Input.nothing, .bytes([])])
        func empty(command: [String], input: Pipeline.Input) async throws {
            let program = ProgramCommand([ProgramCommand.path(of: command[0])] + command.dropFirst())
            let result = try await runPipeline(program, input: input)
            #expect(result.ends == [.code(0)] && result.messages == [""], "\(result.messages)")
        }

        @Test("a pipe with nothing in it leaves a WAV file with no sound")
        func emptyPipe() async throws {
            try await withTemporaryDirectory { folder in
                let result = try await runPipeline(
                    .ours("llm-streamer", "--provider", "replay"),
                    .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "wav:\(folder)/nothing.wav")
                )
                #expect(result.ends == [.code(0), .code(0), .code(0)] && result.messages == ["", "", ""])
                #expect(try WAVFile("\(folder)/nothing.wav").samples.isEmpty)
            }
        }

        @Test("no question is an error that says how to ask")
        func noQuestion() async throws {
            let result = try await runPipeline(.ours("llm-streamer"))
            #expect(result.ends == [.code(65)] && result.messages[0].contains("question"))
        }
    }
}
