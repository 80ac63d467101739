import Playback
import SpeechFrames
import Testing

@Suite("output name")
struct OutputNameTests {
    @Test(
        "each form is read, and written as it was",
        arguments: ["pulse", "pulse:kitchen", "wav:a.wav", "wav:/a/b:c.wav", "pcm:-", "pcm:x", "null", "null:one"]
    )
    func forms(text: String) throws {
        #expect(try OutputName(parsing: text).description == text)
    }

    @Test(
        "what is wrong is told with what would be right",
        arguments: [
            (
                "alsa",
                "no output 'alsa': pulse, pulse:SINK, wav:FILE, pcm:FILE, pcm:- (standard output), null or null:NAME is known"
            ),
            ("wav", "output 'wav' names no file: wav:FILE"),
            ("wav:", "output 'wav:' has nothing usable after the colon"),
            ("wav:{sesion}.wav", "output 'wav:{sesion}.wav' holds {sesion}: {session} and {turn} are known"),
        ]
    )
    func refusals(text: String, message: String) {
        let error = #expect(throws: OutputError.self) { try OutputName(parsing: text) }
        #expect(error?.message == message)
    }

    @Test(
        "a session's id cannot leave its folder",
        arguments: [
            ("a", "x/a-7"), ("../../etc", "x/%2E.%2F..%2Fetc-7"), ("{turn}", "x/%7Bturn%7D-7"),
            ("küche 1", "x/küche%201-7"),
            ("a.b", "x/a.b-7"), ("\0", "x/%00-7"),
        ]
    )
    func safety(session: String, path: String) throws {
        let name = try OutputName(parsing: "wav:x/{session}-{turn}")
        #expect(name.resolved(for: TurnID(session: session, turn: 7)).target == path)
    }
}
