import SpeechFrames
import Testing

@testable import Supervision

@Suite("Whether a session's answers and sound are kept")
struct CacheChoiceTests {
    private func next(_ session: inout Session, cache: Bool?, say: Bool? = nil) -> Bool? {
        var ask = Ask(session: "s", turn: 1, text: "Why?", cache: cache, say: say)
        session.complete(&ask)
        return ask.cache
    }

    @Test("what a question says of it holds for all that the session says, until another question says otherwise")
    func session() {
        var session = Session(id: "s", at: .now)
        let choices = [
            next(&session, cache: nil), next(&session, cache: false), next(&session, cache: nil),
            next(&session, cache: nil, say: true), next(&session, cache: true, say: true),
            next(&session, cache: nil), next(&session, cache: true), next(&session, cache: nil),
        ]
        #expect(choices == [nil, false, false, false, true, false, true, true])
    }
}
