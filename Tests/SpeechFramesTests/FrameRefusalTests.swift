import SpeechFrames
import Testing

@Suite("A wrong frame is refused with a sentence that helps")
struct FrameRefusalTests {
    @Test(
        "the fault is named",
        arguments: [
            ("[]", FrameError.Code.notAnObject, "a JSON object"),
            ("{\"type\":\"end\"", .notAnObject, "a comma or }"),
            ("{\"type\":\"end\"}x", .notAnObject, "nothing after the object"),
            ("{\"type\":\"\u{1}\"}", .notAnObject, "control character"),
            ("{\"type\":\"\\q\"}", .notAnObject, "after a backslash"),
            ("{\"type\":01}", .notAnObject, "a comma or }"),
            ("{\"a\":" + String(repeating: "[", count: 100), .notAnObject, "levels of nesting"),
            ("{}", .unknownType, "has no `type`"),
            ("{\"type\":7}", .unknownType, "must be one of"),
            ("{\"type\":\"shout\"}", .unknownType, "\"shout\""),
            ("{\"type\":\"end\"}", .badMember, "`session`"),
            ("{\"type\":\"end\",\"session\":\"\",\"turn\":1,\"phrases\":1}", .badMember, "`session`"),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":-1,\"phrases\":1}", .badMember, "`turn`"),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":1.5,\"phrases\":1}", .badMember, "`turn`"),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":1}", .badMember, "`phrases` is missing"),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":\"2\"}", .badMember, "whole number"),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":-2}", .badMember, "`phrases`"),
            ("{\"type\":\"phrase\",\"session\":\"s\",\"turn\":1,\"text\":\"x\"}", .badMember, "`phrase` is missing"),
            (
                "{\"type\":\"audio\",\"session\":\"s\",\"turn\":1,\"phrase\":0,\"offset\":0,\"rate\":7,\"pcm\":\"\"}",
                .badMember, "`rate`"
            ),
            (
                "{\"type\":\"audio\",\"session\":\"s\",\"turn\":1,\"phrase\":0,\"offset\":0,\"rate\":8000,\"pcm\":\"AA==\"}",
                .badMember, "`pcm`"
            ),
            (
                "{\"type\":\"audio\",\"session\":\"s\",\"turn\":1,\"phrase\":0,\"offset\":0,\"rate\":8000,\"pcm\":\"A-A=\"}",
                .badMember, "`pcm`"
            ),
            ("{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":1,\"turn\":2}", .badMember, "`turn` twice"),
            ("{\"type\":\"end\",\"t\\u0079pe\":\"say\",\"text\":\"x\"}", .badMember, "`type` twice"),
            ("{\"type\":\"say\",\"text\":\" \"}", .badMember, "`text`"),
            ("{\"type\":\"say\",\"text\":\"x\",\"session\":\"\"}", .badMember, "`session`"),
            ("{\"type\":\"query\",\"what\":\"weather\"}", .badMember, "`what`"),
            (
                "{\"type\":\"interrupt\",\"session\":\"s\",\"turn\":1,\"reason\":\"bored\"}",
                .badMember, "`reason`"
            ),
        ]
    )
    func refusal(json: String, code: FrameError.Code, excerpt: String) throws {
        let error = try #require(throws: FrameError.self) { try RawFrame(body: Array(json.utf8)).decode() }
        #expect(error.code == code)
        #expect(error.message.contains(excerpt), "\(error.message)")
    }

    @Test("what is not UTF-8 is refused")
    func invalidUTF8() throws {
        let error = try #require(throws: FrameError.self) {
            try RawFrame(body: Array(#"{"type":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8))
        }
        #expect(error.code == .notAnObject)
    }

    @Test("a length over the limit is refused before its body is waited for")
    func tooLong() throws {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        splitter.append([0x00, 0x10, 0x00, 0x01])
        let error = try #require(throws: FrameError.self) { try splitter.next() }
        #expect(error.code == .tooLong)
    }

    @Test("a line over the limit is refused without waiting for its end")
    func tooLongLine() throws {
        var splitter = FrameSplitter(framing: .lines)
        splitter.append(repeatElement(UInt8(ascii: "x"), count: Frame.maximumLength + 2))
        #expect(try #require(throws: FrameError.self) { try splitter.next() }.code == .tooLong)
    }

    @Test("lines where lengths are expected are recognised")
    func linesForLengths() throws {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        splitter.append(Array(#"{"type":"end"}"#.utf8))
        let error = try #require(throws: FrameError.self) { try splitter.next() }
        #expect(error.message.contains("--lines-in"))
    }

    @Test("a frame that the link does not carry is refused")
    func wrongLink() throws {
        var splitter = FrameSplitter(framing: .lines, accepting: [.phrase, .interrupt])
        splitter.append(Array("{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":2}\n".utf8))
        let error = try #require(throws: FrameError.self) { try splitter.next() }
        #expect(error.code == .unknownType)
        #expect(error.message.contains("interrupt, phrase"))
    }

    @Test("a frame cut off by the end of the input is said to be so")
    func truncated() throws {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        splitter.append([0, 0, 0, 9, 1])
        #expect(try splitter.next() == nil)
        #expect(try #require(throws: FrameError.self) { try splitter.finish() }.code == .truncated)
    }

    @Test("an audio frame too long for the wire is refused by the sender and nothing is written")
    func tooLongToSend() throws {
        var bytes: [UInt8] = [1]
        let sound = [Int16](repeating: 0, count: 500_000)
        let frame = Frame.audio(Audio(session: "s", turn: 1, phrase: 0, offset: 0, rate: 8_000, samples: sound))
        #expect(throws: FrameError.self) { try frame.encode(as: .lengthPrefixed, into: &bytes) }
        #expect(bytes == [1])
    }

    // Strings are searched eight bytes at a time: each place within such a step, and the last bytes after it.
    @Test("a quote, an escape and a control character are seen wherever they stand in a string", arguments: 0..<24)
    func everyOffset(offset: Int) throws {
        func frame(_ middle: String) throws -> RawFrame {
            let text = String(repeating: "a", count: offset) + middle + String(repeating: "b", count: 23 - offset)
            return try RawFrame(body: Array(#"{"type":"token","session":"s","turn":1,"text":"\#(text)"}"#.utf8))
        }
        guard case .token(let token) = try frame(#"\""#).decode() else {
            Issue.record("no token")
            return
        }
        let expected = String(repeating: "a", count: offset) + "\"" + String(repeating: "b", count: 23 - offset)
        #expect(token.text == expected)
        for wrong in ["\"", "\u{1}", "\u{1F}", #"\q"#, "\n"] {
            #expect(throws: FrameError.self, "\(wrong)") { try frame(wrong) }
        }
        #expect(throws: Never.self) { try frame("\u{7F}") }
        #expect(throws: Never.self) { try frame("é") }
    }
}
