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
        #expect(batches.turns == [kitchen])
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
        #expect(batches.turns == [TurnID(session: "bath", turn: 1)])
    }

    @Test("what grows too long for a frame passes without being waited for, and nothing is lost")
    func bounded() {
        var batches = TokenBatches()
        let piece = String(repeating: "a", count: 1_000)
        var shown = ""
        for number in 0..<100 {
            if let ready = batches.add(token(piece, at: number * 1_000)) { shown += ready.text }
            #expect((batches.turns.count) <= 1)
        }
        shown += batches.take(kitchen)?.text ?? ""
        #expect(shown.utf8.count == 100_000)
    }
}
