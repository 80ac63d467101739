import Settings
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("Every turn ends, whatever happens to the stages")
struct SessionTableFaultTests {
    @Test("where the model fails, what was passed on is still spoken, and the turn has failed")
    func modelFails() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        #expect(hub.receive(token("The"), failed("llm-streamer"), end(1)).told == [.token, .failed, .end])
        #expect(hub.state("s") == .thinking)
        #expect(hub.receive(progress(0), finished()).told == [.progress, .finished])
        #expect(hub.status("s")?.state == .failed)
        #expect(hub.status("s")?.reason == "broken")
    }

    @Test("where the speech fails, the text goes on to its end")
    func speechFails() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("One "), failed("audio-sequencer"))
        #expect(hub.receive(token("two.")).texts == "two.")
        let actions = hub.receive(end(2))
        #expect(actions.told == [.end, .finished])
        #expect(actions.interrupts.map(\.reason) == [.error])
        #expect(hub.state("s") == .failed)
    }

    @Test("where the speech fails, and then the streamer is lost, the rest of the text is asked for, and no speech")
    func speechFailsAndStreamerDies() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("One "), failed("audio-sequencer"))
        let again = hub.table.streamerLinked(holding: [], at: hub.now).asked
        #expect(again.map(\.answered) == ["One "])
        #expect(again.map(\.unspoken) == [true])
        #expect(hub.receive(token("two.", start: 4), end(0)).told == [.token, .end, .finished])
        #expect(hub.state("s") == .failed)
    }

    @Test("where the rest of a text that was heard is shown, the phrases are those that were heard")
    func heardBeforeTheTextEnds() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("One "), progress(0), finished())
        let again = hub.table.streamerLinked(holding: [], at: hub.now).asked
        #expect(again.map(\.unspoken) == [true])
        let told = hub.receive(token("two.", start: 4), end(0)).compactMap { action -> Int? in
            if case .tell(_, .end(let end)) = action { end.phrases } else { nil }
        }
        #expect(told == [1])
        #expect(hub.state("s") == .finished)
    }

    @Test("a phrase that fails is told and ends nothing")
    func phraseFails() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        #expect(hub.receive(failed("espeak-worker", phrase: 0), end(2), finished()).told == [.failed, .end, .finished])
        #expect(hub.state("s") == .finished)
    }

    @Test("a stage that is given up ends what needs it: without a voice the answer is shown")
    func gaveUp() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        #expect(hub.table.gaveUp(.ttsWorkers, at: hub.now).told == [.failed])
        #expect(hub.receive(token("Text."), end(1)).told == [.token, .end, .finished])
        #expect(hub.ask(session: "s").told == [.accepted, .failed])
        #expect(hub.table.gaveUp(.llmStreamer, at: hub.now).told == [.failed, .finished])
        #expect(hub.ask(session: "s").refusal == "unavailable")
        _ = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(hub.ask(session: "s").refusal == nil)
    }

    @Test("a turn that waited for one that needs a stage which is given up ends at once, as that one does")
    func gaveUpWaiting() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "a")
        _ = hub.ask(session: "b")
        #expect(hub.table.gaveUp(.llmStreamer, at: hub.now).told == [.failed, .finished, .failed, .finished])
        #expect(hub.table.isQuiet)
        #expect(hub.state("b") == .failed)
        #expect(hub.status("b")?.reason == "unavailable")
    }

    @Test("a streamer that was restarted is asked to go on where the answer was")
    func restartedStreamer() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon "))
        let again = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(again.asked.map(\.turnID) == [TurnID(session: "s", turn: 1)])
        #expect(again.asked.first?.answered == "The moon ")
        #expect(hub.receive(token("pulls it.")).texts == "pulls it.")
    }

    @Test("a streamer that was away for a moment is asked only for the text that came meanwhile")
    func relinkedStreamer() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon "))
        let held = HeldTurn(session: "s", turn: 1, phrase: 1, sample: 0)
        let missed = hub.table.streamerLinked(holding: [held], at: hub.now)
        #expect(missed.asked.map(\.answered) == ["The moon "])
        // A token that comes before the answer to that leaves a gap: it comes again.
        #expect(hub.receive(token("water", start: 19)).asked.map(\.answered) == ["The moon "])
        #expect(hub.receive(token("s.", start: 24)).isEmpty, "it is asked once")
        let told = hub.receive(token("moon pulls the water", start: 4), token("s.", start: 24), token("s.", start: 24))
        #expect(told.texts == "pulls the waters.")
        _ = hub.receive(end(1))
        #expect(hub.table.streamerLinked(holding: [held], at: hub.now).isEmpty)
    }

    @Test("text that was missed and that nobody has any more does not hold up what comes after it")
    func lostPiece() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The ", start: 0))
        var texts = ""
        for number in 0..<300 { texts += hub.receive(token("x", start: 10 + number)).texts }
        #expect(texts.count == 300 - TurnRecord.mostGaps)
        let again = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(again.asked.isEmpty, "what is not whole is not gone on with")
    }

    @Test("a streamer that was restarted is told what was said before, too")
    func restartedWithHistory() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("The moon."), end(1), finished())
        let asked = hub.ask("How?", session: "s").asked
        #expect(asked.first?.history?.count == 2)
        _ = hub.receive(token("By ", "s", 2))
        var expected = asked
        expected[0].answered = "By "
        #expect(hub.table.streamerLinked(holding: [], at: hub.now).asked == expected)
    }

    @Test(
        "an answer that was written to its end is said again, not asked again: its end may not have got down the line"
    )
    func restartedAfterEnd() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon "), token("pulls it."), end(1))
        let again = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(again.asked.first?.say == true)
        #expect(again.asked.first?.text == "The moon pulls it.")
        #expect(again.asked.first?.answered == "The moon pulls it.")
        _ = hub.receive(finished())
        #expect(hub.table.streamerLinked(holding: [], at: hub.now).asked.isEmpty)
    }

    @Test("half an answer is not taken for a whole one, though its end has come: what was missed is asked for")
    func endBeforeText() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon "))
        let whole = Frame.end(End(session: "s", turn: 1, phrases: 1, textEnd: 18))
        #expect(hub.receive(whole).asked.map(\.answered) == ["The moon "])
        // The streamer dies before it answers: the model is asked to go on.
        let again = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(again.asked.map(\.say) == [nil])
        #expect(again.asked.map(\.answered) == ["The moon "])
        _ = hub.receive(finished())
        #expect(hub.state("s") != .finished)
        #expect(hub.receive(token("pulls it.", start: 9)).texts == "pulls it.")
        #expect(hub.state("s") == .finished)
    }

    @Test("an answer that is too long to be gone on with ends where it was, and that is said")
    func lostText() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token(String(repeating: "x", count: TurnRecord.longestText)), token("y"))
        let actions = hub.table.streamerLinked(holding: [], at: hub.now)
        #expect(actions.asked.isEmpty && actions.told == [.failed])
        #expect(hub.receive(finished()).told == [.finished])
        #expect(hub.status("s")?.reason == "text_lost")
    }

    @Test("a supervisor that was restarted takes over what the stages hold")
    func learn() {
        var hub = TableHarness()
        let held = [HeldTurn(session: "s", turn: 4, phrase: 2, sample: 0, phrases: 3)]
        _ = hub.table.learn(held, from: .audioSequencer, at: hub.now)
        #expect(hub.state("s") == .speaking)
        _ = hub.table.follow(TurnID(session: "s", turn: 4), from: hub.client)
        #expect(hub.receive(finished("s", 4)).told == [.finished])
        #expect(hub.ask(session: "s").asked.first?.turn == 5)
        #expect(hub.table.learn(held, from: .audioSequencer, at: hub.now).isEmpty)
    }

    @Test("an answer that does not begin, stalls or never ends is ended, and that is said")
    func timeouts() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        #expect(hub.pass(.seconds(129)).isEmpty)
        let late = hub.pass(.seconds(1))
        #expect(late.told == [.failed])
        #expect(late.interrupts.map(\.reason) == [.timeout])
        // No stage says that it has stopped.
        #expect(hub.pass(.seconds(2)).told == [.interrupted])
        #expect(hub.status("s")?.state == .failed)
        #expect(hub.status("s")?.reason == "first_token_timeout")

        _ = hub.ask(session: "s")
        _ = hub.receive(token("Hm", "s", 2))
        #expect(hub.pass(.seconds(45)).told == [.failed])
        _ = hub.stopped("s", 2, heard: "Hm")
        #expect(hub.status("s")?.reason == "stall_timeout")

        _ = hub.ask(session: "s")
        for _ in 0..<90 {
            _ = hub.pass(.seconds(40))
            _ = hub.receive(token(".", "s", 3))
        }
        #expect(hub.pass(.zero).isEmpty)
        _ = hub.stopped("s", 3, heard: nil)
        #expect(hub.status("s")?.reason == "turn_timeout")
    }

    @Test("a quiet session is forgotten, a busy one is not")
    func expiry() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "s")
        _ = hub.receive(end(0))
        _ = hub.ask(session: "t", output: "null")
        #expect(hub.table.nextDeadline.map { $0 <= hub.now + .seconds(130) } == true)
        for _ in 0..<60 {
            _ = hub.receive(token(".", "t"))
            _ = hub.pass(.seconds(30))
        }
        #expect(hub.status("s") == nil)
        #expect(hub.state("t") == .thinking)
    }

    @Test("whatever comes in whatever order, every turn ends", arguments: 0..<50 as Range<UInt64>)
    func everyTurnEnds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var hub = TableHarness(policy: NewCommandPolicy.allCases.randomElement(using: &generator) ?? .wait)
        var accepted: Set<TurnID> = []
        var ended: [TurnID] = []
        func note(_ actions: [SessionAction]) {
            for case .tell(_, let frame) in actions {
                guard let id = frame.turnID else { continue }
                if frame.type == .accepted, !accepted.contains(id) { accepted.insert(id) }
                if frame.type == .finished || frame.type == .interrupted { ended.append(id) }
            }
        }
        for _ in 0..<200 {
            let session = ["a", "b", "c"].randomElement(using: &generator) ?? "a"
            let turn = max(0, (hub.status(session)?.turn ?? 0) - Int.random(in: 0...1, using: &generator))
            let output = ["null", "null:{session}", nil].randomElement(using: &generator) ?? nil
            let stage = Stage.allCases.randomElement(using: &generator) ?? .ttsWorkers
            switch Int.random(in: 0..<14, using: &generator) {
            case 0, 1: note(hub.ask(session: session, output: output))
            case 2: note(hub.receive(token("x", session, turn)))
            case 3: note(hub.receive(progress(0, session, turn)))
            case 4: note(hub.receive(end(Int.random(in: 0...1, using: &generator), session, turn)))
            case 5: note(hub.receive(finished(session, turn)))
            case 6: note(hub.receive(failed(stage.name, session, turn)))
            case 7:
                let interrupt = Interrupt(session: session, turn: turn, reason: .error)
                note(hub.table.interrupt(interrupt, from: nil, at: hub.now))
            case 8: note(hub.stopped(session, turn, heard: nil))
            case 9:
                let priority = Say.Priority.allCases.randomElement(using: &generator) ?? .low
                let manner = priority == .announcement ? Manner.allCases.randomElement(using: &generator) : nil
                note(hub.say("Tea.", session: session, priority, manner: manner, output: output))
            case 10: note(hub.table.gaveUp(stage, at: hub.now))
            case 11: hub.table.isBack(stage)
            case 12:
                let held = HeldTurn(session: session, turn: turn, phrase: 0, sample: 0)
                note(hub.table.streamerLinked(holding: Bool.random(using: &generator) ? [held] : [], at: hub.now))
            default: note(hub.pass(.seconds(Int.random(in: 0...50, using: &generator))))
            }
        }
        let limit = hub.now + hub.table.limits.turn + hub.table.limits.stopping
        while let deadline = hub.table.nextDeadline, deadline <= limit {
            hub.now = max(hub.now, deadline)
            note(hub.table.tick(at: hub.now))
        }
        #expect(hub.table.isQuiet)
        #expect(Set(ended) == accepted)
        #expect(ended.count == accepted.count)
    }
}
