import SpeechFrames
import Testing

@testable import Supervision

@Suite("A model is told of the last turns, whole")
struct TalkHistoryTests {
    private func turns(_ count: Int, words: Int = 10) -> [Utterance] {
        (1...count).flatMap { turn in
            [
                Utterance(role: .user, text: "Question \(turn)?"),
                Utterance(role: .assistant, text: "Answer \(turn)" + String(repeating: " word", count: words)),
            ]
        }
    }

    private func limits(tokens: Int = 2_000, utterances: Int = 40, bytes: Int = 1 << 16) -> SessionLimits {
        var limits = SessionLimits()
        limits.historyTokens = tokens
        limits.history = utterances
        limits.historyBytes = bytes
        return limits
    }

    @Test("what fits is told whole")
    func fits() {
        #expect(TalkHistory.fitting(turns(5), limits()) == turns(5))
        #expect(TalkHistory.fitting([], limits()).isEmpty)
    }

    @Test(
        "what does not fit the budget of tokens is left out by whole turns, the oldest first",
        arguments: [30, 100, 200]
    )
    func tokens(budget: Int) {
        let kept = TalkHistory.fitting(turns(20), limits(tokens: budget))
        #expect(kept.first?.role == .user)
        #expect(kept == Array(turns(20).suffix(kept.count)))
        let need = kept.reduce(0) { $0 + TokenEstimate.of($1) }
        #expect(need <= budget)
        let more = turns(20).suffix(kept.count + 2).reduce(0) { $0 + TokenEstimate.of($1) }
        #expect(more > budget, "one turn more would not have fitted")
    }

    @Test("a count of utterances and a length in bytes bound it as well, and cut no turn")
    func others() {
        #expect(TalkHistory.fitting(turns(20), limits(utterances: 5)).count == 4)
        let kept = TalkHistory.fitting(turns(20), limits(bytes: 1_000))
        #expect(!kept.isEmpty && kept.first?.role == .user)
        #expect(kept.reduce(0) { $0 + JSONLength.of($1) } <= 1_000)
    }

    @Test("the last turn is told even where it alone is over the budget, but not where no frame would hold it")
    func long() {
        let long = turns(2, words: 1_000)
        #expect(TalkHistory.fitting(long, limits(tokens: 100)) == Array(long.suffix(2)))
        #expect(TalkHistory.fitting(long, limits(tokens: 100, bytes: 1_000)).isEmpty)
    }

    @Test("what was said without a question belongs to the turn before it")
    func announcements() {
        let said = [Utterance(role: .assistant, text: "The tea is ready.")]
        let talk = said + turns(1) + said + turns(1)
        #expect(TalkHistory.fitting(talk, limits(utterances: 5)) == Array(talk.suffix(5)))
        #expect(TalkHistory.fitting(talk, limits(utterances: 4)) == Array(talk.suffix(2)))
        #expect(TalkHistory.fitting(said, limits(tokens: 1)) == said)
    }

    @Test("however much is said without a question, what is kept is bounded, and is the end of it", arguments: [0, 1])
    func manyAnnouncements(questions: Int) {
        var talk = questions > 0 ? turns(questions) : []
        for number in 0..<500 {
            talk = TalkHistory.fitting(talk + [Utterance(role: .assistant, text: "Bus \(number).")], limits())
        }
        #expect(talk.count == limits().history)
        #expect(talk.last?.text == "Bus 499.")
    }

    @Test("a budget of nothing tells nothing")
    func none() {
        #expect(TalkHistory.fitting(turns(3), limits(tokens: 0)).isEmpty)
    }

    @Test(
        "the estimate of tokens is on the safe side",
        arguments: [
            ("", 0), ("word", 1), ("words", 2), ("The sky is blue because it scatters light.", 11), ("天空は青い", 5),
            ("Grüße", 3),
        ]
    )
    func estimate(text: String, tokens: Int) {
        #expect(TokenEstimate.of(text) == tokens)
    }
}
