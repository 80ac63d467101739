import Testing

@testable import Phrasing

@Suite("Limits")
struct LimitTests {
    @Test("the timer sends what waits, but not the word that is being written")
    func timer() {
        var splitter = PhraseSplitter()
        #expect(splitter.deadline == nil)
        #expect(splitter.append("I think", at: .seconds(1), ahead: nil).isEmpty)
        #expect(splitter.deadline == .seconds(3))
        #expect(splitter.append(" that the ans", at: .seconds(2), ahead: nil).isEmpty)
        #expect(splitter.expire(at: .milliseconds(2999), ahead: nil).isEmpty)
        #expect(splitter.expire(at: .seconds(3), ahead: nil).map(\.text) == ["I think that the"])
        #expect(splitter.deadline == nil)
        #expect(splitter.append("wer is four.", at: .seconds(4), ahead: nil).isEmpty)
        #expect(splitter.deadline == .seconds(4))
        #expect(splitter.finish(at: .seconds(4)).map(\.text) == ["answer is four."])
    }

    @Test("the time counts from the oldest text that was not sent")
    func oldestUnsent() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("All is well. Then", at: .seconds(1), ahead: nil).count == 1)
        #expect(splitter.append(" comes", at: .seconds(2), ahead: nil).isEmpty)
        #expect(splitter.deadline == .seconds(3))
    }

    @Test("the timer prefers a comma, and what stands behind it goes, too, when it is as old")
    func timerAtComma() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("Yes. ", at: .zero, ahead: nil).isEmpty)
        #expect(splitter.append("Take the big red lamp, which", at: .zero, ahead: .seconds(2)).count == 1)
        #expect(splitter.append(" is", at: .seconds(1), ahead: .seconds(2)).isEmpty)
        let late = splitter.expire(at: .seconds(2), ahead: nil).map(\.text)
        #expect(late == ["Take the big red lamp,", "which"])
    }

    @Test("a finished sentence goes whole when nothing follows")
    func stalledSentence() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("Let me think.", at: .zero, ahead: nil).isEmpty)
        #expect(splitter.deadline == .seconds(2))
        #expect(splitter.expire(at: .seconds(2), ahead: nil).map(\.text) == ["Let me think."])
        #expect(splitter.append(" Yes", at: .seconds(9), ahead: nil).isEmpty)
        #expect(splitter.finish(at: .seconds(9)).map(\.text) == ["Yes"])
    }

    @Test("the timer cuts neither an address nor a number", arguments: ["https://a.b/c?", "3.", "10:", "x.y@"])
    func wholeNames(name: String) {
        var splitter = PhraseSplitter()
        #expect(splitter.append("It is here " + name, at: .zero, ahead: nil).isEmpty)
        #expect(splitter.expire(at: .seconds(5), ahead: nil).map(\.text) == ["It is here"])
        #expect(splitter.expire(at: .seconds(9), ahead: nil).isEmpty)
    }

    @Test("a title stays with its name")
    func titleAtTheTimer() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("Please ask Dr. Sm", at: .zero, ahead: nil).isEmpty)
        #expect(splitter.expire(at: .seconds(2), ahead: nil).map(\.text) == ["Please ask"])
    }

    @Test("with a comfortable lead and text that flows, the timer does not cut between words")
    func patientTimer() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("First one. ", at: .zero, ahead: nil).count == 1)
        #expect(splitter.append("This sentence is", at: .seconds(1), ahead: .seconds(9)).isEmpty)
        #expect(splitter.append(" still being written", at: .milliseconds(2900), ahead: .seconds(9)).isEmpty)
        #expect(splitter.expire(at: .seconds(3), ahead: .seconds(9)).isEmpty)
        #expect(splitter.deadline == .milliseconds(3500))
        #expect(
            splitter.expire(at: .milliseconds(3500), ahead: .seconds(9)).map(\.text) == ["This sentence is still being"]
        )
    }

    @Test("no phrase has more than fifty tokens")
    func tokens() {
        let words = (1...180).map { "w\($0)" }
        let all = phrases(of: words.joined(separator: " "))
        #expect(all.map { $0.text.split(separator: " ").count } == [50, 50, 50, 30])
        #expect(all.flatMap { $0.text.split(separator: " ").map(String.init) } == words)
    }

    @Test("the limit cuts at the best boundary")
    func bestBoundary() {
        let limits = PhraseSplitter.Limits(maximumTokens: 12)
        let lead = Duration.seconds(10)
        let text = "Go now, my friend. Here are five words, but then there are very many more of them in it"
        #expect(
            phrases(of: text, limits: limits, ahead: lead).map(\.text) == [
                "Go now, my friend.", "Here are five words,", "but then there are very many more of them in it",
            ]
        )
        let clause = "Yes. We all go home now, and they stay here, far away from the old town"
        #expect(
            phrases(of: clause, limits: limits, ahead: lead).map(\.text) == [
                "Yes.", "We all go home now,", "and they stay here, far away from the old town",
            ]
        )
    }

    @Test("a word that is none is cut, so that memory stays bounded")
    func endlessWord() {
        let text = String(repeating: "x", count: 1000)
        let all = phrases(of: text)
        #expect(all.map(\.text.count) == [257, 257, 257, 229])
    }

    @Test("the name of a code block does not wait for its end longer than text does")
    func blockTimer() {
        var splitter = PhraseSplitter()
        #expect(splitter.append("```c\nint x;\n", at: .seconds(1), ahead: nil).isEmpty)
        #expect(splitter.deadline == .seconds(3))
        #expect(
            splitter.expire(at: .seconds(3), ahead: nil) == [
                SpokenPhrase(index: 0, text: "Code block in C.", source: 0..<12)
            ]
        )
        #expect(splitter.deadline == nil)
        #expect(splitter.append("int y;\n```\nDone.", at: .seconds(4), ahead: nil).isEmpty)
        #expect(splitter.finish(at: .seconds(4)).map(\.text) == ["Done."])
    }

    @Test(
        "tokens are counted from the text",
        arguments: [
            ("Hello", 1), ("understand", 2), ("Well ... yes!", 4), ("你好。", 3), ("don't", 1), ("a b c", 3), ("", 0),
        ]
    )
    func tokenCounter(text: String, expected: Int) {
        var counter = TokenCounter()
        for scalar in text.unicodeScalars {
            counter.count(ScalarClass(scalar))
        }
        #expect(counter.tokens == expected)
    }
}
