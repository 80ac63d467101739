import FoundationEssentials
import TestSupport
import Testing

@testable import LanguageModels

@Suite("A line of Ollama that is read without the decoder says the same as with it")
struct OllamaChunkTests {
    /// Lines as Ollama writes them, and others that mean the same or something else.
    private static let corpus: [String] =
        [
            token(#"" tides""#), token(#""""#), token(#"" 🎈 Grüß""#), token(#""a\nb\t\"c\" \\ \/ \u003c""#),
            token(#""\ud83c\udf88""#), token(#""\ud83c""#), token(#""\udf88\ud83c""#), token(#""\q""#),
            token(#""\u12""#),
            token("null"), token("7"), token("true"), token(#"["a"]"#), token(#"{"text":"a"}"#),
            token(#""a","thinking":"hm""#), token(#""","thinking":{"a":[1,2]}"#), token(#""a","content":"b""#),
            token(#""a","c\u006fntent":"b""#), token(#""a","tool_calls":null"#), token(#""a","tool_calls":[]"#),
            token(#""","tool_calls":[{"id":"1","function":{"name":"now","arguments":{"zone":"UTC"}}}]"#),
            token(#""a","tool_calls":7"#), token(#""a","images":[]"#), token("\"a\u{1}b\""), token("\"a\u{7F}b\""),
            token(#""a"},"message":{"content":"b""#), token(#""a"},"error":{"message":"out of memory""#),
            token(#""a"},"deep":{"a":"#) + String(repeating: "[", count: 200),
            #"{"message":{"content":"a"},"done":false}"#,
            #"{"done":false,"message":{"content":"a","role":"assistant"},"model":"m"}"#,
            #" { "message" : { "role" : "assistant" , "content" : " a " } , "done" : false } "#,
            #"{"message":{"content":"!"},"done":true}"#,
            #"{"message":{"content":"!"},"done":true,"done_reason":"length","eval_count":3,"total_duration":5.1e9}"#,
            #"{"message":{"content":"a"}}"#, #"{"done":false}"#, #"{"done":true}"#, #"{"message":{},"done":false}"#,
            #"{"message":null,"done":false}"#, #"{"message":7,"done":false}"#, #"{"message":"a","done":false}"#,
            #"{"message":[],"done":false}"#, #"{"message":{"content":"a"},"done":null}"#,
            #"{"message":{"content":"a"},"done":"false"}"#, #"{"message":{"content":"a"},"done":0}"#,
            #"{"message":{"content":"a"},"done":false,"done":true}"#, #"{"m\u0065ssage":{"content":"a"},"done":false}"#,
            #"{"message":{"content":"a"},"done":false,"error":null}"#, #"{"error":"out of memory"}"#,
            #"{"message":{"content":"a"},"done":false,"done_reason":null}"#,
            #"{"message":{"content":"a"},"done":false,"x":01}"#, #"{"message":{"content":"a"},"done":false,"x":1e999}"#,
            #"{"message":{"content":"a"},"done":false,"x":-}"#, #"{"message":{"content":"a"},"done":false,}"#,
            #"{"message":{"content":"a"},"done":false}}"#, #"{"message":{"content":"a"},"done":false} null"#,
            "", "{}", "[1]", "null", "<html>", "\u{0}", "\u{FEFF}{}", #"{"message":{"content":"#,
        ]

    private static func token(_ content: String) -> String {
        #"{"model":"llama3.2:3b","created_at":"2026-11-22T04:00:00.123456Z","message":{"role":"assistant","content":\#(content)},"done":false}"#
    }

    private func expectTheSame(_ line: [UInt8], _ comment: Comment) {
        guard let plain = OllamaChunk(plain: line) else { return }
        let decoded = try? JSONDecoder().decode(OllamaChunk.self, from: Data(line))
        #expect(decoded == plain, comment)
    }

    @Test("whatever the line", arguments: corpus)
    func same(line: String) {
        expectTheSame(Array(line.utf8), "\(line)")
    }

    @Test("wherever the line is cut", arguments: corpus)
    func truncated(line: String) {
        let bytes = Array(line.utf8)
        for count in bytes.indices { expectTheSame(Array(bytes[..<count]), "\(line) cut at \(count)") }
    }

    @Test("whatever became of its bytes on the way", arguments: 0..<20)
    func damaged(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for line in Self.corpus where !line.isEmpty {
            var bytes = Array(line.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = bytes.indices.randomElement(using: &random) ?? 0
                // Mostly what JSON is made of: other bytes are found out at once.
                let marks = Array(#"{}[]",:\0 e"#.utf8)
                bytes[index] =
                    Bool.random(using: &random)
                    ? marks.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
            }
            expectTheSame(bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(
        "a token's line needs no decoder",
        arguments: [
            (token(#"" tides""#), " tides"), (token(#"" 🎈 Grüß""#), " 🎈 Grüß"), (token(#""a\n\ud83c\udf88""#), "a\n🎈"),
            (token(#""a","thinking":"hm""#), "a"),
            (#"{"done":false,"message":{"content":"a","role":"assistant"},"model":"m"}"#, "a"),
        ]
    )
    func plain(line: String, text: String) {
        let chunk = OllamaChunk(plain: Array(line.utf8))
        #expect(chunk?.text == text)
        #expect(chunk?.finishReason == nil && chunk?.toolCalls == [] && chunk?.error == nil)
    }

    @Test(
        "what is no plain token is left to the decoder",
        arguments: [
            token(#""","tool_calls":[{"function":{"name":"now"}}]"#), token("null"), #"{"error":"out of memory"}"#,
            #"{"message":{"content":"a"},"done":true,"done_reason":"stop"}"#, token(#""a","content":"b""#), "<html>",
        ]
    )
    func unusual(line: String) {
        #expect(OllamaChunk(plain: Array(line.utf8)) == nil)
    }
}
