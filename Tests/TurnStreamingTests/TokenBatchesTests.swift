import SpeechFrames
import Testing

@testable import TurnStreaming

@Suite("Tokens for the eye are collected")
struct TokenBatchesTests {
    private func token(_ text: String, at start: Int, session: String = "kitchen") -> Token {
        Token(session: session, turn: 1, text: text, start: start)
    }

    private let kitchen = TurnID(session: "kitchen", turn: 1)

    @Test("the first token of a turn is shown at once, the others together")
    func joined() {
        var batches = TokenBatches()
        #expect(batches.add(token("The", at: 0)) == token("The", at: 0))
        #expect(batches.add(token(" tide", at: 3)) == nil)
        #expect(batches.add(token(" rises", at: 8)) == nil)
        #expect(!batches.isEmpty)
        #expect(batches.take(kitchen) == token(" tide rises", at: 3))
        #expect(batches.take(kitchen) == nil)
        #expect(batches.isEmpty)
    }

    @Test("turns are kept apart, and one that is over is dropped")
    func apart() {
        var batches = TokenBatches()
        for session in ["kitchen", "bath"] {
            _ = batches.add(token("A", at: 0, session: session))
            _ = batches.add(token("b", at: 1, session: session))
        }
        batches.forget { $0 == kitchen }
        #expect(batches.takeAll() == [token("b", at: 1, session: "bath")])
    }

    @Test("what waits of all turns is taken once")
    func all() {
        var batches = TokenBatches()
        for text in ["A", "b", "c"] {
            for session in ["kitchen", "bath"] { _ = batches.add(token(text, at: 0, session: session)) }
        }
        let taken = batches.takeAll().sorted { $0.session < $1.session }
        #expect(taken == ["bath", "kitchen"].map { token("bc", at: 0, session: $0) })
        #expect(batches.isEmpty && batches.takeAll().isEmpty)
    }

    @Test("what grows too long for a frame passes without being waited for, and nothing is lost")
    func bounded() {
        var batches = TokenBatches()
        let piece = String(repeating: "a", count: 1_000)
        var shown = ""
        for number in 0..<100 {
            if let ready = batches.add(token(piece, at: number * 1_000)) { shown += ready.text }
        }
        shown += batches.take(kitchen)?.text ?? ""
        #expect(shown.utf8.count == 100_000)
    }
}
