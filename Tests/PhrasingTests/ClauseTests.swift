import Testing

@testable import Phrasing

@Suite("First phrase and clauses")
struct ClauseTests {
    @Test(
        "the first phrase may end at a comma, semicolon, colon or dash behind three words",
        arguments: [
            PhrasingCase("Well, I think so, my friend. OK.", "Well, I think so,", "my friend.", "OK."),
            PhrasingCase("Here it is: three, two. OK.", "Here it is:", "three, two.", "OK."),
            PhrasingCase("It is late; go. OK.", "It is late;", "go.", "OK."),
            PhrasingCase("This is it - more. OK.", "This is it -", "more.", "OK."),
            PhrasingCase("This is it — more. OK.", "This is it —", "more.", "OK."),
            PhrasingCase("Take 3,000 of my well-known ones.", "Take 3,000 of my well-known ones."),
            PhrasingCase("We meet at 10:30 or 11:00.", "We meet at 10:30 or 11:00."),
            PhrasingCase("Now it is 5 - 3.", "Now it is 5 - 3."),
            PhrasingCase("\"Hello my dear friend,\" he said.", "\"Hello my dear friend,\"", "he said."),
            PhrasingCase("Sure, ok. Then.", "Sure, ok.", "Then."),
        ]
    )
    func firstPhrase(_ line: PhrasingCase) {
        #expect(phrases(of: line.input).map(\.text) == line.expected)
    }

    @Test(
        "a connector behind a comma begins the next phrase when both sides are long enough",
        arguments: [
            PhrasingCase(
                "Hi. Turn on the light, and then play some music.",
                "Hi.",
                "Turn on the light,",
                "and then play some music."
            ),
            PhrasingCase("Hi. I like dogs, but not cats.", "Hi.", "I like dogs, but not cats."),
            PhrasingCase("Hi. I like all the dogs, but not cats.", "Hi.", "I like all the dogs, but not cats."),
            PhrasingCase(
                "Hi. It was very late, some people left early.",
                "Hi.",
                "It was very late, some people left early."
            ),
            PhrasingCase(
                "Hi. It was very late, sometimes people left early.",
                "Hi.",
                "It was very late, sometimes people left early."
            ),
            PhrasingCase(
                "Hi. We all stayed home, because it rained all day.",
                "Hi.",
                "We all stayed home,",
                "because it rained all day."
            ),
            PhrasingCase(
                "Hi. Wir bleiben alle hier, weil es heute sehr regnet.",
                "Hi.",
                "Wir bleiben alle hier,",
                "weil es heute sehr regnet."
            ),
        ]
    )
    func connectors(_ line: PhrasingCase) {
        #expect(phrases(of: line.input).map(\.text) == line.expected)
    }

    static let long = "Hi there. We all stayed at home, because it rained all day; the street, as ever, was empty. Bye."

    @Test("with a comfortable lead later phrases are whole sentences")
    func comfortable() {
        let all = phrases(of: Self.long, ahead: .seconds(3)).map(\.text)
        #expect(
            all == [
                "Hi there.", "We all stayed at home, because it rained all day; the street, as ever, was empty.",
                "Bye.",
            ]
        )
    }

    @Test("with less lead also clauses are, and with hardly any every comma ends one")
    func urgent() {
        let clauses = ["Hi there.", "We all stayed at home,", "because it rained all day;"]
        #expect(
            phrases(of: Self.long, ahead: .seconds(2)).map(\.text) == clauses + [
                "the street, as ever, was empty.", "Bye.",
            ]
        )
        #expect(
            phrases(of: Self.long, ahead: .zero).map(\.text) == clauses + [
                "the street, as ever,", "was empty.", "Bye.",
            ]
        )
    }

    @Test("very short sentences are joined while the lead is comfortable, but the first one goes at once")
    func shortSentences() {
        let text = "Yes. Sure. Why not? That is a good idea. Go on. "
        #expect(
            phrases(of: text, ahead: .seconds(5)).map(\.text) == [
                "Yes.", "Sure. Why not?", "That is a good idea.", "Go on.",
            ]
        )
        #expect(phrases(of: text).map(\.text) == ["Yes.", "Sure.", "Why not?", "That is a good idea.", "Go on."])
    }
}
