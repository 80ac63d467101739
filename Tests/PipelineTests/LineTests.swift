import FoundationEssentials
import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct LineTests {
        @Test("with --lines every line is a JSON object with a type, as jq reads it")
        func validJSON() async throws {
            let words = #"He said "yes" \ then: {"a": 1}. Smörgås, 日本語。 And more."#
            try await FakeOllama.with(FakeAnswer(words: words)) { server in
                let result = try await runPipeline(server.streamer("--lines"))
                #expect(result.ends == [.code(0)])
                let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.last == "")
                var types: [String] = []
                var text = ""
                for line in lines.dropLast() {
                    let object = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
                    types.append(object.type)
                    if object.type == "token" { text += object.text ?? "" }
                }
                #expect(types.first == "begin" && types.last == "end")
                #expect(text == words)
            }
        }

        @Test("the phrases alone are what jq picks out of the lines")
        func jq() async throws {
            let answer = FakeAnswer(words: "Hello there. How are you?")
            try await FakeOllama.with(answer) { server in
                let result = try await runPipeline(
                    server.streamer("--lines"),
                    ProgramCommand(["jq", "-r", #"select(.type=="phrase").text"#])
                )
                #expect(result.ends == [.code(0), .code(0)] && result.text == "Hello there.\nHow are you?\n")
            }
        }

        @Test("a phrase written by hand is spoken, with or without a line end")
        func byHand() async throws {
            for end in ["", "\n", "\r\n", "\n\n"] {
                let phrase = #"{"type":"phrase","session":"s","turn":1,"phrase":0,"text":"Good morning."}"#
                let result = try await runPipeline(
                    .ours("tts-workers", "--lines-in"),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                    input: .text(phrase + end)
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                #expect(result.output.count > 20_000 && result.output.contains { $0 != 0 })
            }
        }

        @Test("lines all the way give the same sound as frames with lengths")
        func linesAllTheWay() async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder)
                let frames = try Frame.all(in: try turn(of: Array(repeating: "speak", count: 5)), .lengthPrefixed)
                let result = try await runPipeline(
                    .ours("tts-workers", "--lines", "--audio-cache", "0B", "--worker", worker),
                    .ours("audio-sequencer", "--lines-in", "--output", "pcm:-"),
                    input: .bytes(try Frame.bytes(frames, .lines))
                )
                #expect(result.ends == [.code(0), .code(0)] && result.messages == ["", ""])
                #expect(
                    firstDifference(littleEndianSamples(result.output), (0..<5).flatMap(ScriptedWorker.sound)) == nil
                )
            }
        }

        private struct Line: Decodable {
            let type: String
            let text: String?
        }
    }
}
