import Settings
import SpeechFrames
import Testing

@testable import Supervision

@Suite("The table knows what every turn does")
struct SessionTableTests {
    @Test("a question is accepted, asked, answered, heard and finished")
    func whole() {
        var hub = TableHarness()
        let accepted = hub.ask()
        #expect(accepted.first == .tell(hub.client, .accepted(Accepted(session: "new-1", turn: 1))))
        #expect(accepted.asked.map(\.turnID) == [TurnID(session: "new-1", turn: 1)])
        #expect(hub.state("new-1") == .thinking)
        hub.now += .milliseconds(120)
        #expect(hub.receive(token("The ", "new-1"), token("moon.", "new-1")).texts == "The moon.")
        hub.now += .milliseconds(80)
        #expect(hub.receive(progress(0, "new-1"), end(1, "new-1")).told == [.progress, .end])
        #expect(hub.state("new-1") == .speaking)
        #expect(hub.receive(finished("new-1")).told == [.finished])
        let status = hub.status("new-1")
        #expect(status?.state == .finished)
        #expect(status?.heard == "The moon.")
        #expect(status?.firstTokenMilliseconds == 120)
        #expect(status?.firstSoundMilliseconds == 200)
    }

    @Test("the next question of a session is its next turn, and tells the model what was said")
    func history() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("The moon."), end(1), finished())
        let ask = hub.ask("How?", session: "s").asked.first
        #expect(ask?.turn == 2)
        #expect(ask?.history == [Utterance(role: .user, text: "Why?"), Utterance(role: .assistant, text: "The moon.")])
    }

    @Test("voice, language and rate of a question hold for the session's later ones, and for no other session")
    func voice() {
        var hub = TableHarness()
        func ask(_ ask: Ask) -> Ask? {
            let asked = hub.table.ask(ask, from: hub.client, at: hub.now).asked.first
            _ = hub.receive(end(0, ask.session, asked?.turn ?? 0))
            return asked
        }
        _ = ask(Ask(session: "s", turn: 0, text: "Warum?", voice: "anna", language: "de", rate: 150))
        let next = ask(Ask(session: "s", turn: 0, text: "Und?"))
        #expect(next?.voice == "anna" && next?.language == "de" && next?.rate == 150)
        let other = ask(Ask(session: "t", turn: 0, text: "Why?"))
        #expect(other?.voice == nil && other?.language == nil && other?.rate == nil)
        let changed = ask(Ask(session: "s", turn: 0, text: "Why?", language: "en"))
        #expect(changed?.voice == nil && changed?.language == "en" && changed?.rate == 150)
        #expect(ask(Ask(session: "s", turn: 0, text: "And?"))?.language == "en")
    }

    /// The history after a turn whose model wrote `answer` and then failed, which was said in a sentence.
    private func historyOfFailure(after answer: String, heard: (inout TableHarness) -> Void) -> [String]? {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        let text = answer + "Sorry, I can't answer now."
        let end = End(
            session: "s",
            turn: 1,
            phrases: 1,
            reason: .error,
            textEnd: text.unicodeScalars.count,
            answerEnd: answer.unicodeScalars.count
        )
        _ = hub.receive(token(text), failed("llm-streamer"), .end(end))
        heard(&hub)
        return hub.ask("And?", session: "s").asked.first?.history?.map(\.text)
    }

    @Test("an excuse for a model that failed is not told to it as its answer")
    func excuse() {
        let finish = { (hub: inout TableHarness) in _ = hub.receive(finished()) }
        #expect(historyOfFailure(after: "", heard: finish) == ["Why?"])
        #expect(historyOfFailure(after: "The moon", heard: finish) == ["Why?", "The moon [interrupted]"])
    }

    @Test("nor where it was cut off itself; what was heard before of the answer is told")
    func excuseCutOff() {
        let cut = { (heard: String, spoken: Int) in
            { (hub: inout TableHarness) in
                var place = Progress(session: "s", turn: 1, phrase: 0, sample: 10, ahead: 0, rate: 22_050)
                place.spoken = spoken
                _ = hub.receive(.progress(place))
                _ = hub.interrupt("s")
                _ = hub.stopped("s", 1, heard: heard)
            }
        }
        #expect(historyOfFailure(after: "", heard: cut("Sorry, I", 8)) == ["Why?"])
        #expect(historyOfFailure(after: "The moon", heard: cut("The", 3)) == ["Why?", "The [interrupted]"])
        #expect(
            historyOfFailure(after: "The moon", heard: cut("The moon Sorry, I", 16)) == [
                "Why?", "The moon [interrupted]",
            ]
        )
    }

    @Test("of an answer that was cut off, the history has what was heard, marked so")
    func cutOff() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("The moon pulls the water."), progress(0))
        #expect(hub.interrupt("s").interrupts == [Interrupt(session: "s", turn: 1, reason: .userRequest)])
        #expect(hub.stopped("s", 1, heard: "The moon").told == [.interrupted])
        #expect(hub.status("s")?.reason == "user_request")
        #expect(hub.ask("And?", session: "s").asked.first?.history?.last?.text == "The moon [interrupted]")
    }

    @Test("nothing of a turn is passed on once it is being stopped, or has ended")
    func stale() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.interrupt("s")
        #expect(hub.receive(token("late"), progress(0), end(1), finished()).isEmpty)
        _ = hub.stopped("s", 1, heard: nil)
        #expect(hub.receive(token("later"), finished()).isEmpty)
        #expect(hub.state("s") == .interrupted)
    }

    @Test("a second question on the same output interrupts the first, and is asked when that has stopped")
    func newCommand() {
        var hub = TableHarness(policy: .interrupt)
        _ = hub.ask(session: "a")
        let second = hub.ask(session: "b")
        #expect(second.told == [.accepted])
        #expect(second.interrupts == [Interrupt(session: "a", turn: 1, reason: .newCommand)])
        #expect(second.asked.isEmpty)
        #expect(hub.state("b") == .waiting)
        #expect(hub.stopped("a", 1, heard: "").asked.map(\.session) == ["b"])
    }

    @Test("or it waits for the first to end")
    func wait() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "a")
        #expect(hub.ask(session: "b").asked.isEmpty)
        #expect(hub.ask(session: "c").asked.isEmpty)
        #expect(hub.receive(end(0, "a")).asked.map(\.session) == ["b"])
        #expect(hub.receive(end(0, "b")).asked.map(\.session) == ["c"])
    }

    @Test("what has a name is said once, however often it is asked for, also by a supervisor that took over")
    func named() {
        var hub = TableHarness()
        let say = Say(text: "Tea.", session: "a", id: "tea", priority: .announcement)
        #expect(hub.table.say(say, from: hub.client, at: hub.now).asked.count == 1)
        let again = hub.table.say(say, from: hub.client, at: hub.now)
        #expect(again == [.tell(hub.client, .accepted(Accepted(session: "a", turn: 1)))])
        _ = hub.receive(end(0, "a"))
        let written = hub.table.takeAll()
        var next = TableHarness()
        _ = next.table.restore(written, at: next.now)
        #expect(next.table.say(say, from: next.client, at: next.now).asked.isEmpty)
        var other = say
        other.id = "coffee"
        #expect(next.table.say(other, from: next.client, at: next.now).asked.map(\.turn) == [2])
    }

    @Test("or it is refused; and another output is free")
    func refuse() {
        var hub = TableHarness(policy: .refuse)
        _ = hub.ask(session: "a")
        #expect(hub.ask(session: "b").refusal == "output_busy")
        #expect(hub.status("b") == nil)
        #expect(hub.ask(session: "b", output: "pulse:kitchen").asked.count == 1)
    }

    @Test("an announcement waits, interrupts or is refused by its priority, and no model is asked")
    func announcements() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        #expect(hub.say("Tea.", .low).refusal == "output_busy")
        #expect(hub.say("Tea.", session: "t", .normal).asked.isEmpty)
        #expect(hub.receive(end(0, "a")).asked.first?.say == true)
        #expect(hub.say("Fire!", .high).interrupts == [Interrupt(session: "t", turn: 1, reason: .newCommand)])
    }

    @Test("the ninth turn that would wait is refused")
    func tooManyWaiting() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask()
        for _ in 0..<8 { #expect(hub.ask().refusal == nil) }
        #expect(hub.ask().refusal == "too_many_waiting")
    }

    @Test("a quiet session makes room for a new one; where all are busy the new one is refused")
    func sessionLimit() {
        var limits = SessionLimits()
        limits.sessions = 2
        var hub = TableHarness(limits: limits)
        _ = hub.ask(session: "a", output: "null:a")
        _ = hub.ask(session: "b", output: "null:b")
        #expect(hub.ask(session: "c", output: "null:c").refusal == "too_many_sessions")
        _ = hub.receive(end(0, "a"))
        #expect(hub.ask(session: "c", output: "null:c").refusal == nil)
        #expect(hub.status("a") == nil)
    }

    @Test("a session that was forgotten and comes again counts its turns on: stages drop a number that they have met")
    func countingOn() {
        var hub = TableHarness()
        for _ in 0..<3 {
            _ = hub.ask(session: "s")
            _ = hub.receive(end(0, "s", hub.status("s")?.turn ?? 0))
        }
        _ = hub.pass(.seconds(1_800))
        #expect(hub.status("s") == nil)
        #expect(hub.ask(session: "s").asked.first?.turn == 4)
        #expect(hub.ask(output: "null").asked.first?.turn == 1)
    }

    @Test("a wrong interrupt is answered, and one for all reaches all")
    func interrupts() {
        var hub = TableHarness()
        #expect(hub.interrupt("nobody").refusal == "unknown_session")
        #expect(hub.interrupt("").refusal == "nothing_to_interrupt")
        _ = hub.ask(session: "a", output: "null:a")
        _ = hub.ask(session: "b", output: "null:b")
        let all = hub.interrupt("", from: ClientID(2))
        #expect(all.told == [.accepted, .accepted])
        #expect(all.interrupts.map(\.session) == ["a", "b"])
        #expect(hub.stopped("a", 1, heard: "x").told == [.interrupted, .interrupted])
        #expect(hub.interrupt("a").refusal == "nothing_to_interrupt")
    }

    @Test("a turn that waits is interrupted at once, and no stage is bothered")
    func interruptWaiting() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "a")
        _ = hub.ask(session: "b")
        let actions = hub.interrupt("b")
        #expect(actions.told == [.accepted, .interrupted])
        #expect(actions.interrupts.isEmpty)
        #expect(hub.state("b") == .interrupted)
    }

    @Test("a client that is gone is told nothing more, and its question goes on")
    func forget() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        hub.table.forget(hub.client)
        #expect(hub.receive(token("Hi")).told.isEmpty)
        #expect(hub.table.follow(TurnID(session: "s", turn: 1), from: ClientID(7)).isEmpty)
        #expect(hub.receive(token("!")) == [.tell(ClientID(7), token("!", start: 2))])
    }

    @Test("who comes back when the turn has ended is told how")
    func late() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        let turn = TurnID(session: "s", turn: 1)
        _ = hub.receive(end(0))
        #expect(hub.table.follow(turn, from: ClientID(7)).told == [.finished])
        _ = hub.ask(session: "s")
        _ = hub.interrupt("s")
        _ = hub.stopped("s", 2, heard: "Good")
        let second = TurnID(session: "s", turn: 2)
        #expect(hub.table.follow(second, from: ClientID(7)).told == [.interrupted])
        #expect(hub.table.follow(turn, from: ClientID(7)).told == [.finished])
        #expect(!hub.table.knows(TurnID(session: "s", turn: 3)))
    }

    @Test("who comes back is told the text that it has not seen, while the turn runs and after its end")
    func rest() {
        var hub = TableHarness()
        let turn = TurnID(session: "s", turn: 1)
        _ = hub.ask(session: "s")
        _ = hub.receive(token("Größe, "))
        #expect(hub.table.follow(turn, from: ClientID(7), shown: 3).texts == "ße, ")
        #expect(hub.table.follow(turn, from: ClientID(8), shown: 7).texts == "")
        _ = hub.receive(token("and more."), end(1), finished())
        let late = hub.table.follow(turn, from: ClientID(9), shown: 7)
        #expect(late.texts == "and more." && late.told == [.token, .finished])
    }

    @Test("while a turn is spoken, it is told how far, and how much sound lies ahead")
    func live() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon pulls. The water follows."))
        func hear(_ phrase: Int, spoken: Int?) {
            let progress = Progress(
                session: "s",
                turn: 1,
                phrase: phrase,
                sample: 10,
                ahead: 11_025,
                rate: 22_050,
                spoken: spoken
            )
            _ = hub.receive(.progress(progress))
        }
        hear(0, spoken: 8)
        #expect(hub.status("s")?.heard == "The moon")
        #expect(hub.status("s")?.bufferedMilliseconds == 500)
        hear(0, spoken: 15)
        hear(1, spoken: 3)
        #expect(hub.status("s")?.heard == "The moon pulls. The")
        hear(1, spoken: nil)
        #expect(hub.status("s")?.heard == "The moon pulls. The")
        _ = hub.receive(end(2), finished())
        #expect(hub.status("s")?.heard == "The moon pulls. The water follows.")
        #expect(hub.status("s")?.bufferedMilliseconds == nil)
    }

    @Test("a turn that waits is asked for when the text of the one before was its last missing part")
    func lastText() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "s")
        _ = hub.ask(session: "t")
        _ = hub.receive(token("The "), .end(End(session: "s", turn: 1, phrases: 1, textEnd: 8)), finished())
        #expect(hub.receive(token("moon", start: 4)).asked.map(\.session) == ["t"])
    }

    @Test("what would not fit into a frame with all that may be said with it is refused, or forgotten")
    func size() {
        var hub = TableHarness()
        #expect(hub.ask(String(repeating: "x", count: 1 << 18)).refusal == nil)
        #expect(hub.ask(String(repeating: "\u{1}", count: 1 << 17)).refusal == "too_long")
        let long = Ask(session: "", turn: 0, text: "Why?", system: String(repeating: "x", count: 1 << 19))
        #expect(hub.table.ask(long, from: hub.client, at: hub.now).refusal == "too_long")
        #expect(hub.ask(output: String(repeating: "x", count: 1 << 13)).refusal == "too_long")
        _ = hub.ask("Why?", session: "s", output: "null")
        _ = hub.receive(token(String(repeating: "x", count: 1 << 17)), end(1), finished())
        #expect(hub.ask("How?", session: "s", output: "null").asked.first?.history == nil)
    }

    @Test("whatever is asked, the question fits into a frame, also when it is asked again")
    func largest() throws {
        var hub = TableHarness()
        for number in 1...20 {
            _ = hub.ask(String(repeating: "\"", count: 1_000), session: "s")
            _ = hub.receive(token(String(repeating: "\"", count: 2_000), "s", number), end(1, "s", number))
            _ = hub.receive(finished("s", number))
        }
        let system = String(repeating: "\"", count: 1_000)
        let ask = Ask(session: "s", turn: 0, text: String(repeating: "\"", count: 190_000), system: system)
        let asked = try #require(hub.table.ask(ask, from: hub.client, at: hub.now).asked.first)
        #expect(asked.history?.isEmpty == false)
        _ = hub.receive(token(String(repeating: "\n", count: 65_000), "s", 21))
        let again = try #require(hub.table.streamerLinked(holding: [], at: hub.now).asked.first)
        _ = hub.receive(end(1, "s", 21))
        let whole = try #require(hub.table.streamerLinked(holding: [], at: hub.now).asked.first)
        for ask in [asked, again, whole] {
            var bytes: [UInt8] = []
            try Frame.ask(ask).encode(as: .lengthPrefixed, into: &bytes)
            #expect(bytes.count < Frame.maximumLength)
        }
    }

    @Test("as many sessions are told as fit into a frame, the one that changed last first")
    func statusSize() throws {
        var limits = SessionLimits()
        limits.sessions = 1_000
        var hub = TableHarness(limits: limits)
        for number in 0..<1_000 {
            let name = String(repeating: "\u{1}", count: 120) + "\(number)"
            _ = hub.ask(session: name, output: String(repeating: "x", count: 1_000))
            _ = hub.interrupt(name)
            hub.now += .seconds(1)
            _ = hub.stopped(name, 1, heard: String(repeating: "\"", count: 1_000))
        }
        let statuses = hub.table.statuses(at: hub.now)
        #expect((300..<1_000).contains(statuses.count))
        #expect(statuses.first?.session.hasSuffix("\u{1}999") == true)
        var bytes: [UInt8] = []
        try Frame.sessions(Sessions(sessions: statuses)).encode(as: .lines, into: &bytes)
    }

    @Test("why nothing is heard just now is told with the session, for as long as it is so")
    func trouble() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        var silent = Progress(session: "s", turn: 1, phrase: 0, sample: 0, ahead: 0, rate: 22_050)
        silent.trouble = "PulseAudio hangs"
        _ = hub.receive(.progress(silent))
        #expect(hub.status("s")?.reason == "PulseAudio hangs")
        #expect(hub.state("s") == .thinking)
        _ = hub.receive(progress(0))
        #expect(hub.status("s")?.reason == nil)
        #expect(hub.state("s") == .speaking)
    }

    @Test("an empty question is refused")
    func empty() {
        var hub = TableHarness()
        #expect(hub.ask(" \n").refusal == "nothing_asked")
    }
}
