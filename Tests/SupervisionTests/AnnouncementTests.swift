import Settings
import SpeechFrames
import Testing

@testable import Supervision

@Suite("An announcement is heard beside an answer, which goes on")
struct AnnouncementTests {
    @Test(
        "it is asked for at once, with its manner, and the answer goes on",
        arguments: [Manner.over, .between, .pause]
    )
    func beside(manner: Manner) {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        let actions = hub.say("Tea.", session: "t", .announcement, manner: manner)
        #expect(actions.asked.map(\.manner) == [manner])
        #expect(actions.asked.first?.say == true)
        #expect(actions.interrupts.isEmpty)
        #expect(hub.state("a") == .thinking && hub.state("t") == .thinking)
        _ = hub.receive(finished("t"), end(1, "t"))
        #expect(hub.state("t") == .finished)
        #expect(hub.receive(token("On", "a")).texts == "On")
    }

    @Test("one that says nothing of its manner has the hub's")
    func defaultManner() {
        var hub = TableHarness(announcementManner: .pause)
        #expect(hub.say("Tea.", .announcement).asked.map(\.manner) == [.pause])
    }

    @Test("after the other is after its end")
    func after() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        #expect(hub.say("Tea.", .announcement, manner: .after).asked.isEmpty)
        #expect(hub.receive(end(0, "a")).asked.map(\.text) == ["Tea."])
    }

    @Test("several are heard one after the other, on several outputs side by side")
    func several() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        #expect(hub.say("One.", session: "x", .announcement).asked.count == 1)
        #expect(hub.say("Two.", session: "y", .announcement).asked.isEmpty)
        #expect(hub.say("Three.", session: "z", .announcement, output: "null:z").asked.count == 1)
        #expect(hub.receive(end(0, "x")).asked.map(\.text) == ["Two."])
    }

    @Test("more than eight that wait are refused")
    func limit() {
        var hub = TableHarness()
        for number in 0..<9 { #expect(hub.say("\(number)", .announcement).refusal == nil) }
        #expect(hub.say("9", .announcement).refusal == "too_many_waiting")
    }

    @Test("a question neither waits for one nor interrupts it; what has low, normal or high priority does")
    func others() {
        var hub = TableHarness()
        _ = hub.say("Tea.", session: "t", .announcement)
        let question = hub.ask(session: "a")
        #expect(question.asked.count == 1 && question.interrupts.isEmpty)
        #expect(hub.say("Low.", .low).refusal == "output_busy")
        #expect(hub.say("Normal.", .normal).asked.isEmpty)
        #expect(Set(hub.say("High.", .high).interrupts.map(\.session)) == ["a", "t"])
    }

    @Test("in the session of the answer it has a number of its own, and the answer goes on")
    func sameSession() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        #expect(hub.say("Tea.", session: "s", .announcement).asked.map(\.turn) == [2])
        #expect(hub.receive(token("The moon."), end(1), progress(0)).texts == "The moon.")
        #expect(hub.status("s")?.turn == 1, "the answer is what the session does")
        #expect(hub.receive(token("Tea.", "s", 2), end(1, "s", 2), finished("s", 2)).told == [.token, .end, .finished])
        #expect(hub.state("s") == .speaking)
        #expect(hub.receive(finished()).told == [.finished])
        #expect(hub.table.follow(TurnID(session: "s", turn: 2), from: ClientID(7)).told == [.finished])
        #expect(hub.table.follow(TurnID(session: "s", turn: 1), from: ClientID(7)).told == [.finished])
    }

    @Test("an interrupt of the answer leaves an announcement of its session alone, and one of that leaves the answer")
    func interrupting() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.say("Tea.", session: "s", .announcement)
        #expect(hub.interrupt("s", turn: 1).interrupts.map(\.turn) == [1])
        _ = hub.stopped("s", 1, heard: nil)
        #expect(hub.receive(token("Tea.", "s", 2)).texts == "Tea.")

        _ = hub.ask(session: "u", output: "null:u")
        _ = hub.say("Tea.", session: "u", .announcement, output: "null:u")
        let alone = Interrupt(session: "u", turn: 2, reason: .userRequest, alone: true)
        #expect(hub.table.interrupt(alone, from: hub.client, at: hub.now).interrupts == [alone])
        _ = hub.stopped("u", 2, heard: nil)
        #expect(hub.receive(token("On.", "u", 1)).texts == "On.")
    }

    @Test("an announcement that fails is stopped alone, also where a turn of its session waits")
    func failing() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "a")
        _ = hub.say("Later.", session: "s", .normal)
        _ = hub.say("Tea.", session: "s", .announcement)
        let stopped = hub.receive(end(1, "s", 2), failed("audio-sequencer", "s", 2)).interrupts
        #expect(stopped == [Interrupt(session: "s", turn: 2, reason: .error, alone: true)])
    }

    @Test("an interrupt of the session stops all that it says")
    func interruptingBoth() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.say("Tea.", session: "s", .announcement)
        let both = (1...2).map { Interrupt(session: "s", turn: $0, reason: .userRequest) }
        #expect(hub.interrupt("s").interrupts == both)
    }

    @Test("an answer that is paused for a long announcement does not stall, and stalls when that has ended")
    func pausing() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        _ = hub.receive(token("Hm", "a"), progress(0, "a"))
        _ = hub.say("Tea.", session: "t", .announcement, manner: .pause)
        for _ in 0..<10 {
            #expect(hub.pass(.seconds(30)).isEmpty)
            _ = hub.receive(progress(0, "t"))
        }
        _ = hub.receive(end(0, "t"))
        #expect(hub.pass(.seconds(45)).interrupts.map(\.session) == ["a"])
    }
}

@Suite("What is played on different outputs does not collide")
struct OutputTests {
    @Test("sessions whose default output is a file each do not interrupt each other")
    func perSession() {
        var hub = TableHarness()
        _ = hub.table.plays(on: "wav:{session}.wav", at: hub.now)
        #expect(hub.ask(session: "a").asked.count == 1)
        #expect(hub.ask(session: "b").asked.count == 1)
        #expect(hub.ask(session: "a").interrupts.map(\.session) == ["a"])
        #expect(hub.ask(session: "c", output: "wav:b.wav").interrupts.map(\.session) == ["b"], "by name it is the same")
        #expect(hub.status("a")?.output == "wav:{session}.wav")
    }

    @Test("who names the default output shares it with who names none")
    func named() {
        var hub = TableHarness(policy: .refuse)
        _ = hub.table.plays(on: "pulse", at: hub.now)
        _ = hub.ask(session: "a")
        #expect(hub.ask(session: "b", output: "pulse").refusal == "output_busy")
    }

    @Test("turns that waited for one output are asked for when it turns out that they have one each")
    func learned() {
        var hub = TableHarness(policy: .wait)
        _ = hub.ask(session: "a")
        #expect(hub.ask(session: "b").asked.isEmpty)
        #expect(hub.table.plays(on: "null:{session}", at: hub.now).asked.map(\.session) == ["b"])
    }
}
