import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("What outlives a session's table, and what must not")
struct TalkTableTests {
    /// A table in which `session` has asked once and heard the answer.
    private func talked(_ session: String = "s", retention: Duration = .seconds(1_800)) -> TableHarness {
        var limits = SessionLimits()
        limits.idleExpiry = retention
        var hub = TableHarness(limits: limits)
        _ = hub.ask("Why mistletoe?", session: session)
        _ = hub.receive(token("The moon.", session), end(1, session), finished(session))
        return hub
    }

    private func history(_ hub: inout TableHarness, _ session: String = "s") -> [String]? {
        hub.ask("And?", session: session).asked.first?.history?.map(\.text)
    }

    @Test("a talk is written down when its turn has ended, and only then")
    func changes() {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("The moon."))
        #expect(hub.table.takeTalkChanges().isEmpty)
        _ = hub.receive(end(1), finished())
        #expect(hub.table.takeTalkChanges() == ["s"])
        #expect(hub.table.takeTalkChanges().isEmpty)
    }

    @Test("what one supervisor wrote down another goes on with, hours later: words, choices, ages and numbers")
    func recalled() throws {
        var hub = TableHarness()
        let ask = Ask(session: "s", turn: 0, text: "Why?", voice: "en-gb", language: "en-GB", rate: 170)
        _ = hub.table.ask(ask, from: hub.client, at: hub.now)
        _ = hub.receive(token("The moon."), end(1), finished())
        hub.now += .seconds(60)
        let talk = try #require(hub.table.talk(of: "s", at: hub.now, seconds: 1_000_060))
        #expect(talk.created == 1_000_000 && talk.changed == 1_000_000)
        var next = TableHarness()
        _ = next.table.recall([talk], since: next.now, at: next.now, seconds: 1_000_660)
        #expect(next.status("s")?.state == .idle)
        #expect(next.status("s")?.turn == 1)
        #expect(next.status("s")?.utterances == 2)
        #expect(next.status("s")?.ageMilliseconds == 660_000)
        #expect(next.table.talk(of: "s", at: next.now, seconds: 1_000_660) == talk, "it is as it was")
        let asked = try #require(next.ask("And?", session: "s").asked.first)
        #expect(asked.history?.map(\.text) == ["Why?", "The moon."])
        #expect(asked.turn == 2)
        #expect(asked.voice == "en-gb" && asked.language == "en-GB" && asked.rate == 170)
    }

    @Test("what the journal knows is newer; what was asked before the disk had answered goes on from what was kept")
    func merged() throws {
        let kept = Talk(
            session: "s",
            turn: 9,
            created: 1,
            changed: 2,
            history: [Utterance(role: .user, text: "Before?"), Utterance(role: .assistant, text: "Then.")]
        )
        var journaled = talked()
        journaled.now += .seconds(1)
        _ = journaled.table.recall([kept], since: journaled.now, at: journaled.now, seconds: 3)
        #expect(history(&journaled) == ["Why mistletoe?", "The moon."])
        var fresh = talked()
        _ = fresh.table.recall([kept], since: fresh.now, at: fresh.now, seconds: 3)
        #expect(history(&fresh) == ["Before?", "Then.", "Why mistletoe?", "The moon."])
    }

    @Test("no more sessions are recalled than there may be, and none that stages know is numbered anew")
    func limits() {
        var limits = SessionLimits()
        limits.sessions = 2
        var hub = TableHarness(limits: limits)
        hub.table.forgottenTurn = 40
        let talks = (0..<3).map { Talk(session: "s\($0)", turn: 3, created: 1, changed: 9 - $0, history: []) }
        _ = hub.table.recall(talks, since: hub.now, at: hub.now, seconds: 10)
        #expect(hub.table.statuses(at: hub.now).map(\.session) == ["s0", "s1"])
        #expect(hub.ask(session: "s0").asked.first?.turn == 41)
    }

    @Test("a clock that was set back makes no talk older, nor younger than now")
    func clock() {
        var hub = TableHarness()
        let talk = Talk(session: "s", turn: 1, created: 5_000, changed: 6_000, history: [])
        _ = hub.table.recall([talk], since: hub.now, at: hub.now, seconds: 100)
        #expect(hub.status("s")?.ageMilliseconds == 0)
        _ = hub.pass(.seconds(1_799))
        #expect(hub.status("s") != nil)
        _ = hub.pass(.seconds(1))
        #expect(hub.status("s") == nil)
    }

    @Test("a session that has expired is to be forgotten on the disk, and its name begins anew")
    func expired() {
        var hub = talked()
        _ = hub.table.takeTalkChanges()
        #expect(hub.pass(.seconds(1_800)).contains(.forget(Forget(session: "s"))))
        #expect(hub.table.takeTalkChanges() == ["s"])
        #expect(hub.table.talk(of: "s", at: hub.now, seconds: 0) == nil)
        #expect(hub.table.takeWiped() == true)
        #expect(history(&hub) == nil)
    }

    @Test("forgetting a session ends it in memory, in the journal and on the disk; the others stay")
    func forgotten() throws {
        var hub = talked()
        _ = hub.ask("Why tide?", session: "t")
        _ = hub.receive(token("Ebb.", "t"), end(1, "t"), finished("t"))
        _ = hub.table.takeTalkChanges()
        #expect(hub.table.forget("s", at: hub.now).sessions == ["s"])
        #expect(hub.table.takeTalkChanges() == ["s"])
        #expect(hub.table.takeWiped() == true)
        #expect(!"\(hub.table)".contains("mistletoe"), "no word of it is in memory")
        #expect(history(&hub) == nil)
        #expect(hub.table.talk(of: "t", at: hub.now, seconds: 0)?.history.map(\.text) == ["Why tide?", "Ebb."])
        #expect(hub.table.forget("unknown", at: hub.now).sessions.isEmpty)
        #expect(hub.table.forget("", at: hub.now).sessions.sorted() == ["s", "t"])
    }

    @Test(
        "a turn that is spoken while its session is forgotten is stopped, and no word of it gets into the next of that name"
    )
    func forgottenWhileSpoken() {
        var hub = talked()
        _ = hub.ask("Why holly?", session: "s")
        _ = hub.receive(token("It is green.", "s", 2), progress(0, "s", 2))
        let (actions, _) = hub.table.forget("s", at: hub.now)
        #expect(actions.interrupts.map(\.turn) == [2])
        #expect(actions.contains(.forget(Forget(session: "", besides: []))), "the stages keep none of it, either")
        let next = hub.ask("Who are you?", session: "s")
        #expect(next.told.contains(.accepted))
        _ = hub.stopped("s", 2, heard: "It is")
        #expect(hub.table.takeWiped() == true, "what the journal had of the turn goes, too")
        #expect(hub.status("s")?.turn == 3)
        _ = hub.receive(token("A voice.", "s", 3), end(1, "s", 3), finished("s", 3))
        #expect(history(&hub) == ["Who are you?", "A voice."])
        #expect(!"\(hub.table)".contains("holly") && !"\(hub.table)".contains("mistletoe"))
    }

    @Test("what is trimmed from a talk is counted, so that each utterance keeps its number in the file")
    func numbered() throws {
        var limits = SessionLimits()
        limits.history = 4
        var hub = TableHarness(limits: limits)
        for turn in 1...5 {
            _ = hub.ask("Question \(turn)?", session: "s")
            _ = hub.receive(token("Answer \(turn).", "s", turn), end(1, "s", turn), finished("s", turn))
        }
        let talk = try #require(hub.table.talk(of: "s", at: hub.now, seconds: 0))
        #expect(talk.forgotten == 6)
        #expect(talk.history.map(\.text) == ["Question 4?", "Answer 4.", "Question 5?", "Answer 5."])
    }
}
