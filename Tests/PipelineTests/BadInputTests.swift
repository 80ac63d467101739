import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct BadInputTests {
        static let stages = [
            ["llm-streamer"], ["tts-workers"], ["espeak-worker"], ["audio-sequencer", "--output", "null"],
        ]

        static let lines = [
            ("nonsense", "not"), (#"{"type":"zzz"}"#, "zzz"), (#"{"session":"s"}"#, "type"),
            (#"{"type":"phrase","session":"s","turn":1,"phrase":-1,"text":"Hi."}"#, "phrase"),
            (#"{"type":"phrase","session":"","turn":1,"phrase":0,"text":"Hi."}"#, "session"),
        ]

        @Test("a bad frame is told in one line, with code 65", arguments: stages, lines)
        func badLine(command: [String], line: (text: String, names: String)) async throws {
            let program = ProgramCommand([ProgramCommand.path(of: command[0])] + command.dropFirst() + ["--lines-in"])
            let result = try await runPipeline(program, input: .text(line.text + "\n"))
            #expect(result.ends == [.code(65)])
            let message = result.messages[0]
            #expect(message.hasPrefix("\(command[0]): standard input: ") && message.contains(line.names), "\(message)")
            #expect(message.split(separator: "\n").count == 1, "\(message)")
        }

        static let bytes: [(bytes: [UInt8], names: String)] = [
            ([0, 0, 0, 9] + Array("{\"type\":".utf8), "middle of a frame"), ([0, 0], "middle of a frame"),
            ([0x7F, 0xFF, 0xFF, 0xFF], "1048576"), (Array(#"{"type":"phrase"}"#.utf8), "--lines-in"),
            ([0, 0, 0, 2, 0xFF, 0xFE], "UTF-8"), ([0, 0, 0, 0], "object"),
        ]

        @Test("bad bytes are told in one line, with code 65", arguments: stages, bytes)
        func badBytes(command: [String], input: (bytes: [UInt8], names: String)) async throws {
            var program = ProgramCommand([ProgramCommand.path(of: command[0])] + command.dropFirst())
            if command[0] == "llm-streamer" { program = program.adding(["--frames-in"]) }
            let result = try await runPipeline(program, input: .bytes(input.bytes))
            #expect(result.ends == [.code(65)])
            let message = result.messages[0]
            #expect(message.hasPrefix("\(command[0]): standard input: ") && message.contains(input.names), "\(message)")
            #expect(message.split(separator: "\n").count == 1, "\(message)")
        }

        private static let badFrame: [UInt8] = [0, 0, 0, 2] + Array("[]".utf8)

        @Test(
            "what came before a bad frame is still synthesized and heard",
            arguments: [badFrame, [0, 0, 1, 0, 0x7B]]
        )
        func beforeBadFrame(tail: [UInt8]) async throws {
            try await withTemporaryDirectory { folder in
                let relay = ProgramCommand.ours(
                    "tts-workers",
                    "--audio-cache",
                    "0B",
                    "--worker",
                    try ScriptedWorker.python(in: folder)
                )
                let sequencer = ProgramCommand.ours("audio-sequencer", "--output", "pcm:-")
                let expected = (0..<10).flatMap(ScriptedWorker.sound)
                let phrases = try turn(of: Array(repeating: "swap", count: 10))

                let relayed = try await runPipeline(relay, sequencer, input: .bytes(phrases + tail))
                #expect(relayed.ends == [.code(65), .code(0)], "\(relayed.messages)")
                #expect(firstDifference(littleEndianSamples(relayed.output), expected) == nil)

                let made = try await runPipeline(relay, input: .bytes(phrases))
                let played = try await runPipeline(sequencer, input: .bytes(made.output + tail))
                #expect(played.ends == [.code(65)], "\(played.messages)")
                #expect(firstDifference(littleEndianSamples(played.output), expected) == nil)
            }
        }

        @Test("questions before a bad frame are still answered")
        func askedBeforeBadFrame() async throws {
            try await FakeOllama.with(FakeAnswer(words: "One two three. Four five six.", rate: 20)) { server in
                let ask = try Frame.bytes([.ask(Ask(session: "kitchen", turn: 1, text: "Count."))])
                let result = try await runPipeline(
                    .ours("llm-streamer", "--frames-in", "--url", server.url),
                    input: .bytes(ask + Self.badFrame)
                )
                #expect(result.ends == [.code(65)], "\(result.messages)")
                let frames = try result.frames(.lengthPrefixed)
                let text = frames.compactMap { if case .phrase(let phrase) = $0 { phrase.text } else { nil } }
                #expect(text == ["One two three.", "Four five six."] && frames.last?.type == .end)
            }
        }

        @Test(
            "an output that cannot be made is named before anything is read",
            arguments: [
                ("wav:/nonexistent/speech.wav", 69, "/nonexistent/speech.wav"), ("wav:/", 69, "/"),
                ("pcm:/nonexistent/speech.pcm", 69, "/nonexistent/speech.pcm"), ("mp3:speech", 64, "wav:FILE"),
                ("wav:", 64, "wav"),
                ("wav:{room}.wav", 64, "{session}"),
            ]
        )
        func badOutput(output: String, code: Int32, names: String) async throws {
            let sequencer = ProgramCommand.ours("audio-sequencer", "--output", output)
            try await withPipeline([sequencer], input: .open, limit: .seconds(20)) { pipeline in
                let ends = await pipeline.ends()
                #expect(ends == [.code(code)], "\(pipeline.messages)")
                let lines = pipeline.messages[0].split(separator: "\n")
                #expect(lines[0].contains(names) && (lines.count == 1 || code == 64), "\(lines)")
            }
        }

        @Test("an output that cannot be made ends the whole pipe")
        func badOutputInPipe() async throws {
            let result = try await runPipeline(
                .ours("llm-streamer", "--provider", "replay"),
                .ours("tts-workers"),
                .ours("audio-sequencer", "--output", "wav:/nonexistent/speech.wav"),
                input: .text(String(repeating: "This goes nowhere at all. ", count: 2_000))
            )
            #expect(result.ends == [.code(0), .code(0), .code(69)], "\(result.messages)")
            #expect(result.messages[..<2] == ["", ""] && result.messages[2].contains("/nonexistent/speech.wav"))
        }

        static let refused = [
            (["llm-streamer", "--ask", "hi", "--temperature", "3"], "--temperature"),
            (["llm-streamer", "--ask", "hi", "--stall-timeout", "soon"], "--stall-timeout"),
            (["llm-streamer", "--ask", "hi", "--turns", "0"], "--turns"),
            (["tts-workers", "--phrase-deadline", "1ms"], "--phrase-deadline"),
            (["espeak-worker", "--voice", "no-such-voice"], "no-such-voice"),
            (["audio-sequencer", "--latency", "1ms"], "--latency"),
            (["audio-sequencer", "--output", "pcm:-", "--lines"], "standard output"),
        ]

        @Test("a value that cannot be is named, with code 64", arguments: refused)
        func badValue(command: [String], names: String) async throws {
            let program = ProgramCommand([ProgramCommand.path(of: command[0])] + command.dropFirst())
            let result = try await runPipeline(program)
            #expect(result.ends == [.code(64)] && result.messages[0].contains(names), "\(result.messages)")
        }

        @Test("a setting of the environment that cannot be is named with its value, with code 78")
        func badSetting() async throws {
            let workers = try await runPipeline(
                .ours("tts-workers", environment: ["STREAMING_AUDIO_CONCURRENCY": "many"])
            )
            #expect(
                workers.ends == [.code(78)] && workers.messages[0].contains("STREAMING_AUDIO_CONCURRENCY: 'many'")
            )
            let streamer = try await runPipeline(
                .ours("llm-streamer", "--ask", "hi", environment: ["STREAMING_MAX_BUFFER_TIME": "ages"])
            )
            #expect(
                streamer.ends == [.code(78)] && streamer.messages[0].contains("STREAMING_MAX_BUFFER_TIME: 'ages'")
            )
        }
    }
}
