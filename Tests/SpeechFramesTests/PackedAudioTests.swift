import SpeechFrames
import Testing

@Suite("A frame of sound that is kept takes less, and comes back as it was")
struct PackedAudioTests {
    private func frame(_ count: Int) throws -> RawFrame {
        let samples = (0..<count).map { Int16(truncatingIfNeeded: $0 * 7_919) }
        let words = [SpokenWord(at: 0, start: 0, length: 4)]
        let audio = Audio(
            session: "a \"b\"",
            turn: 3,
            phrase: 2,
            offset: 7,
            rate: 22_050,
            samples: samples,
            words: words
        )
        return try RawFrame(.audio(audio))
    }

    @Test("all bytes are as they came, whatever the length", arguments: [1, 2, 3, 4, 5, 100, 5_344])
    func whole(count: Int) throws {
        let frame = try frame(count)
        let back = try #require(PackedAudio(frame)).frame
        #expect(back == frame)
        #expect(try back.decode() == frame.decode())
    }

    @Test("members that stand behind the sound, and that nobody knows, come back")
    func order() throws {
        let json = #"{"pcm":"AAAB","x":[1], "type":"audio","session":"s","turn":1,"phrase":0,"offset":0,"rate":8000}"#
        let frame = try RawFrame(body: Array(json.utf8))
        #expect(PackedAudio(frame)?.frame == frame)
    }

    @Test(
        "what would come back otherwise is not packed",
        arguments: ["AAAB\\/w==", "AAF=", "AB==", "AA A", "A", "", "\\u0041AAB", "AAA"]
    )
    func others(pcm: String) throws {
        let json = #"{"type":"audio","session":"s","turn":1,"phrase":0,"offset":0,"rate":8000,"pcm":"\#(pcm)"}"#
        #expect(PackedAudio(try RawFrame(body: Array(json.utf8))) == nil)
    }

    @Test("what is no sound is not packed")
    func noSound() throws {
        let frame = Synthesized(session: "s", turn: 1, phrase: 0, samples: 9)
        #expect(PackedAudio(try RawFrame(.synthesized(frame))) == nil)
    }
}
