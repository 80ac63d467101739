import SpeechFrames
import Testing

@Suite("A frame that is made to be about another phrase")
struct RenamedFrameTests {
    private static let other = PhraseID(turn: TurnID(session: FrameExamples.session, turn: 12_345), phrase: 67)

    @Test(
        "is the same in all else, however its members stand, and can be read as if it had come so",
        arguments: [
            #"{"type":"audio","session":"s","turn":1,"phrase":0,"offset":3,"rate":22050,"words":[{"at":3,"start":0,"length":1}],"pcm":"AQACAA=="}"#,
            #"{ "pcm" : "AQACAA==", "phrase": 1000000, "rate":22050, "session" : "a long name of a session", "offset":3,"turn":99, "type":"audio" , "own":{"turn":1}}"#,
        ]
    )
    func same(json: String) throws {
        let frame = try RawFrame(body: Array(json.utf8))
        let renamed = try frame.about(Self.other)
        #expect(renamed == (try RawFrame(body: renamed.body)))
        #expect(try renamed.audioHeader() == frame.audioHeader())
        guard case .audio(var audio) = try renamed.decode(), case .audio(let before) = try frame.decode() else {
            Issue.record("it is no audio any more")
            return
        }
        #expect(audio.phraseID == Self.other)
        (audio.session, audio.turn, audio.phrase) = (before.session, before.turn, before.phrase)
        #expect(audio == before)
        let back = try renamed.about(before.phraseID)
        #expect(back.body == frame.body)
    }

    @Test("does not become longer than a frame may be")
    func tooLong() throws {
        let head = #"{"type":"audio","session":"s","turn":1,"phrase":0,"offset":0,"rate":8000,"pcm":"","own":""#
        let padding = String(repeating: "a", count: Frame.maximumLength - head.utf8.count - 2)
        let frame = try RawFrame(body: Array("\(head)\(padding)\"}".utf8))
        #expect(throws: FrameError.self) { try frame.about(Self.other) }
    }
}
