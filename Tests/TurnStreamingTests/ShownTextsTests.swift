import SpeechFrames
import Testing

@testable import TurnStreaming

@Suite("The visible text of the last turns is kept")
struct ShownTextsTests {
    private func token(_ turn: Int, _ text: String, start: Int = 0) -> Token {
        Token(session: "s", turn: turn, text: text, start: start)
    }

    private func text(of turn: Int, after count: Int = 0, in shown: ShownTexts) -> String {
        shown.tokens(of: TurnID(session: "s", turn: turn), after: count).map(\.text).joined()
    }

    @Test("what comes after what was seen is told, with its place")
    func rest() {
        let shown = ShownTexts()
        shown.add(token(1, "Good "))
        shown.add(token(1, "morning.", start: 5))
        #expect(shown.tokens(of: TurnID(session: "s", turn: 1), after: 7) == [token(1, "rning.", start: 7)])
    }

    @Test("however short the turns are, only the last ones are kept")
    func manyTurns() {
        let shown = ShownTexts()
        for turn in 1...ShownTexts.turns * 4 { shown.add(token(turn, "Yes.")) }
        #expect(shown.count == ShownTexts.turns)
        #expect(text(of: ShownTexts.turns * 4, in: shown) == "Yes.")
        #expect(text(of: ShownTexts.turns * 3, in: shown).isEmpty)
    }

    @Test("however few the turns are, only so much text is kept")
    func muchText() {
        let shown = ShownTexts()
        let long = String(repeating: "a", count: ShownTexts.limit / 4)
        for turn in 1...20 { shown.add(token(turn, long)) }
        #expect(shown.count == 4)
        #expect(text(of: 20, after: 10, in: shown).count == long.count - 10)
    }

    @Test("what a turn shows that goes on is kept, too, once it is told what was shown before")
    func goneOn() {
        let shown = ShownTexts()
        let turn = TurnID(session: "s", turn: 1)
        #expect(shown.join("Good ", of: turn))
        shown.add(token(1, "morning.", start: 5))
        #expect(text(of: 1, after: 3, in: shown) == "d morning.")
        // Who asks again may have less of it, or more.
        #expect(shown.join("Good mor", of: turn))
        #expect(text(of: 1, in: shown) == "Good morning.")
        #expect(shown.join("Good morning. How", of: turn))
        #expect(text(of: 1, in: shown) == "Good morning. How")
    }

    @Test("a text with a hole is no text, and neither is that of another answer")
    func holes() {
        let shown = ShownTexts()
        shown.add(token(1, "morning.", start: 5))
        #expect(text(of: 1, in: shown).isEmpty)
        shown.add(token(2, "Good morning."))
        #expect(!shown.join("Good evening", of: TurnID(session: "s", turn: 2)))
        #expect(text(of: 2, in: shown) == "Good evening")
    }

    private func texts() -> ShownTexts {
        let texts = ShownTexts()
        for session in ["a", "b", "c"] {
            for turn in 1...2 { texts.add(Token(session: session, turn: turn, text: "\(session)\(turn)", start: 0)) }
        }
        return texts
    }

    private func known(_ texts: ShownTexts) -> [String] {
        ["a", "b", "c"].flatMap { session in
            (1...2).flatMap { texts.tokens(of: TurnID(session: session, turn: $0), after: 0).map(\.text) }
        }
    }

    @Test("those of a session that is over are forgotten, or of all but some")
    func forgotten() {
        let texts = texts()
        texts.forget(Forget(session: "b"))
        #expect(known(texts) == ["a1", "a2", "c1", "c2"])
        texts.forget(Forget(session: "", besides: ["c"]))
        #expect(known(texts) == ["c1", "c2"])
        texts.add(Token(session: "b", turn: 3, text: "b3", start: 0))
        #expect(texts.tokens(of: TurnID(session: "b", turn: 3), after: 1).map(\.text) == ["3"])
        texts.forget(Forget(session: ""))
        #expect(known(texts).isEmpty)
    }
}
