import SpeechFrames
import Testing

@Suite("What is encoded comes back the same")
struct FrameCodingTests {
    @Test("each frame survives both framings", arguments: FrameExamples.all, [Framing.lengthPrefixed, .lines])
    func roundTrip(frame: Frame, framing: Framing) throws {
        var bytes: [UInt8] = []
        try frame.encode(as: framing, into: &bytes)
        var splitter = FrameSplitter(framing: framing)
        splitter.append(bytes)
        let raw = try #require(try splitter.next())
        #expect(raw.type == frame.type)
        #expect(raw.turnID == frame.turnID)
        #expect(try raw.decode() == frame)
        #expect(try splitter.finish() == nil)
    }

    @Test("a relay passes the bytes on as they came", arguments: FrameExamples.all)
    func relay(frame: Frame) throws {
        var bytes: [UInt8] = []
        try frame.encode(as: .lengthPrefixed, into: &bytes)
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        splitter.append(bytes)
        var relayed: [UInt8] = []
        try #require(try splitter.next()).encode(as: .lengthPrefixed, into: &relayed)
        #expect(relayed == bytes)
    }

    @Test("an unknown member is passed over")
    func extraMember() throws {
        let raw = try RawFrame(
            body: Array(#"{"mood":{"a":[1,{}]},"type":"end","turn":1,"session":"s","phrases":2}"#.utf8)
        )
        #expect(try raw.decode() == .end(End(session: "s", turn: 1, phrases: 2)))
    }

    @Test("members come in any order, with any white space, and may be written with escapes")
    func foreignEncoder() throws {
        let json = """
            { "pcm" : "AAD\\/fw==" , "ph\\u0072ase":0,
              "offset":0.0, "rate":2.205e4, "turn" : 1, "words":null, "session":"\\u0073", "type":"audio" }
            """
        let raw = try RawFrame(body: Array(json.utf8))
        #expect(
            try raw.decode()
                == .audio(Audio(session: "s", turn: 1, phrase: 0, offset: 0, rate: 22_050, samples: [0, 0x7FFF]))
        )
        #expect(try raw.audioHeader().sampleCount == 2)
        var line: [UInt8] = []
        raw.encode(as: .lines, into: &line)
        #expect(line.count { $0 == 0x0A } == 1)
    }

    @Test("silence_ms is the wire's name")
    func silence() throws {
        var bytes: [UInt8] = []
        try Frame.interrupted(Interrupted(session: "s", turn: 1, stage: "x", silenceMilliseconds: 2)).encode(
            as: .lines,
            into: &bytes
        )
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""silence_ms":2"#))
    }
}
