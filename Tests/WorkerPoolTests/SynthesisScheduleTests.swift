import FrameTransport
import SpeechFrames
import Testing

@testable import WorkerPool

struct SynthesisScheduleTests {
    private let kitchen = TurnID(session: "kitchen", turn: 1)
    private let bath = TurnID(session: "bath", turn: 1)

    private func schedule(kitchen: Int, bath: Int) -> SynthesisSchedule {
        var schedule = SynthesisSchedule(lookahead: Lookahead())
        for number in 0..<kitchen { schedule.add(phrase(number, "Ten times.")) }
        for number in 0..<bath { schedule.add(phrase(number, "Ten times.", session: "bath")) }
        return schedule
    }

    @Test("the phrases of a turn go in their order, however they came")
    func order() {
        var schedule = SynthesisSchedule(lookahead: Lookahead())
        for number in [2, 0, 3, 1] { schedule.add(phrase(number)) }
        let taken = (0..<5).map { _ in schedule.next(now: .zero)?.phrase }
        #expect(taken == [0, 1, 2, 3, nil])
    }

    @Test("two turns that have nothing yet share the workers")
    func share() {
        var schedule = schedule(kitchen: 4, bath: 4)
        let taken = (0..<4).map { _ in schedule.next(now: .zero)?.session }
        #expect(taken == ["kitchen", "bath", "kitchen", "bath"])
    }

    @Test("the turn that would fall silent first is next")
    func silentFirst() {
        var schedule = schedule(kitchen: 3, bath: 3)
        for _ in 0..<2 { _ = schedule.next(now: .zero) }
        schedule.sent(.seconds(5), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.sent(.seconds(3), of: PhraseID(turn: bath, phrase: 0), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        schedule.ended(PhraseID(turn: bath, phrase: 0))
        #expect(schedule.next(now: .seconds(1))?.session == "bath")
    }

    @Test("audio that has been played by now does not count")
    func timePasses() {
        var schedule = schedule(kitchen: 2, bath: 2)
        for _ in 0..<2 { _ = schedule.next(now: .zero) }
        schedule.sent(.seconds(9), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.sent(.seconds(1), of: PhraseID(turn: bath, phrase: 0), now: .seconds(8.5))
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        schedule.ended(PhraseID(turn: bath, phrase: 0))
        // At 8.6 s the kitchen has 0.4 s left, the bath 0.9 s.
        #expect(schedule.next(now: .seconds(8.6))?.session == "kitchen")
    }

    @Test("what the ear reports comes before the estimate")
    func progress() {
        var schedule = schedule(kitchen: 2, bath: 2)
        for _ in 0..<2 { _ = schedule.next(now: .zero) }
        schedule.sent(.seconds(9), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.sent(.seconds(4), of: PhraseID(turn: bath, phrase: 0), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        schedule.ended(PhraseID(turn: bath, phrase: 0))
        schedule.heard(0, at: .seconds(8), of: kitchen)
        #expect(schedule.next(now: .seconds(1))?.session == "kitchen")
    }

    @Test("a turn with enough ahead of an ear that reports waits, and goes on when it is heard")
    func lookahead() {
        var schedule = schedule(kitchen: 3, bath: 0)
        _ = schedule.next(now: .zero)
        schedule.heard(0, at: .zero, of: kitchen)
        schedule.sent(.seconds(12), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        #expect(schedule.next(now: .seconds(60)) == nil)
        schedule.heard(0, at: .seconds(3), of: kitchen)
        #expect(schedule.next(now: .seconds(60))?.phrase == 1)
    }

    @Test("without progress nothing is held: the pipe does that")
    func pipe() {
        var schedule = schedule(kitchen: 2, bath: 0)
        _ = schedule.next(now: .zero)
        schedule.sent(.seconds(100), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        #expect(schedule.next(now: .zero)?.phrase == 1)
    }

    @Test("where the ear reports, the lookahead holds before its first report too")
    func knownEar() {
        var schedule = SynthesisSchedule(lookahead: Lookahead(), isEarKnown: true)
        for number in 0..<2 { schedule.add(phrase(number)) }
        _ = schedule.next(now: .zero)
        schedule.sent(.seconds(11), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        #expect(schedule.next(now: .seconds(60)) == nil)
        // Nothing is looked for in vain: a report that lets no phrase start says so.
        var mayStart = schedule.heard(0, at: .milliseconds(1), of: kitchen)
        #expect(!mayStart)
        mayStart = schedule.heard(0, at: .seconds(2), of: bath)
        #expect(!mayStart)
        mayStart = schedule.heard(0, at: .seconds(2), of: kitchen)
        #expect(mayStart)
        #expect(schedule.next(now: .seconds(60))?.phrase == 1)
        mayStart = schedule.heard(0, at: .seconds(3), of: kitchen)
        #expect(!mayStart)
        schedule.ended(PhraseID(turn: kitchen, phrase: 1))
        // Heard to its end: what all have together is shared by fewer.
        mayStart = schedule.heard(2, at: .zero, of: kitchen)
        #expect(mayStart)
    }

    @Test("the phrase that would be next counts too, save where little lies ahead")
    func nextPhraseCounts() {
        var schedule = SynthesisSchedule(lookahead: Lookahead(), isEarKnown: true)
        let long = String(repeating: "tide ", count: 40)
        schedule.add(phrase(0))
        for number in 1...2 { schedule.add(Phrase(session: "kitchen", turn: 1, phrase: number, text: long)) }
        _ = schedule.next(now: .zero)
        schedule.sent(.milliseconds(2_900), of: PhraseID(turn: kitchen, phrase: 0), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        #expect(schedule.next(now: .zero)?.phrase == 1, "13 seconds are more than ten, but the speaker would run dry")
        schedule.sent(.seconds(1), of: PhraseID(turn: kitchen, phrase: 1), now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 1))
        #expect(schedule.next(now: .zero) == nil)
    }

    @Test("many turns share what may lie ahead in all, and each keeps enough")
    func sharedLookahead() {
        let lookahead = Lookahead(turn: .seconds(10), total: .seconds(60), least: .seconds(3))
        #expect([1, 6, 10, 20, 1_000].map(lookahead.limit) == [10, 10, 6, 3, 3].map(Duration.seconds))
    }

    @Test("where shares are small, a long phrase waits until a third of the turn's share was heard")
    func smallShares() {
        let lookahead = Lookahead(turn: .seconds(10), total: .seconds(150), least: .seconds(3))
        func isHeld(_ ahead: Duration, of turns: Int) -> Bool {
            lookahead.holds(.seconds(12), ahead: ahead, limit: lookahead.limit(turns: turns))
        }
        #expect(isHeld(.milliseconds(2_900), of: 50))
        #expect(!isHeld(.milliseconds(1_900), of: 50))
        #expect(!isHeld(.milliseconds(2_900), of: 10), "few turns have enough, and run no risk")
        #expect(isHeld(.seconds(3), of: 10))
    }

    @Test("a phrase that is tried again is next in its turn")
    func again() {
        var schedule = schedule(kitchen: 3, bath: 0)
        let first = schedule.next(now: .zero)
        _ = schedule.next(now: .zero)
        schedule.ended(PhraseID(turn: kitchen, phrase: 0))
        if let first { schedule.add(first) }
        #expect(schedule.next(now: .zero)?.phrase == 0)
    }

    @Test("turns that are done are forgotten in the end")
    func bounded() {
        var schedule = SynthesisSchedule(lookahead: Lookahead())
        for turn in 0..<2_000 {
            schedule.add(phrase(0, turn: turn))
            _ = schedule.next(now: .zero)
            schedule.ended(PhraseID(turn: TurnID(session: "kitchen", turn: turn), phrase: 0))
        }
        #expect(schedule.knownTurns <= SynthesisSchedule.rememberedTurns)
    }
}
