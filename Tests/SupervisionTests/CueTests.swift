import Settings
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("A question about what is being said waits for nothing")
struct CueTests {
    private func harness(_ policy: NewCommandPolicy) -> TableHarness {
        var hub = TableHarness(policy: policy)
        hub.table.take { text, _ in text == "Stop" ? .stop : text == "Louder" ? .beside : nil }
        return hub
    }

    @Test(
        "stop ends what is heard at once, under each policy, and no stage is asked for it",
        arguments: NewCommandPolicy.allCases
    )
    func stop(policy: NewCommandPolicy) {
        var hub = harness(policy)
        _ = hub.ask(session: "a")
        _ = hub.receive(token("One", "a"), progress(0, "a"))
        let actions = hub.ask("Stop", session: "b")
        #expect(actions.interrupts == [Interrupt(session: "a", turn: 1, reason: .userRequest)])
        #expect(actions.told == [.accepted])
        let ended = hub.stopped("a", 1, heard: "One")
        #expect(ended.told == [.interrupted, .finished], "it is over when nothing is heard any more")
        #expect(actions.asked.isEmpty && ended.asked.isEmpty)
        #expect(hub.state("b") == .finished && hub.table.isQuiet)
        #expect(hub.ask(session: "b").asked.count == 1)
    }

    @Test("what waits ends, too, and so does an announcement; another output is not touched")
    func others() {
        var hub = harness(.wait)
        _ = hub.ask(session: "a")
        _ = hub.ask(session: "w")
        _ = hub.say("Tea.", session: "t", .announcement)
        _ = hub.ask(session: "k", output: "pulse:kitchen")
        let actions = hub.ask("Stop", session: "a")
        #expect(Set(actions.interrupts.map(\.session)) == ["a", "t"])
        #expect(hub.state("w") == .interrupted && hub.state("k") == .thinking)
        _ = hub.stopped("a", 1, heard: nil)
        _ = hub.stopped("t", 1, heard: nil)
        #expect(hub.state("a") == .finished && hub.state("k") == .thinking)
    }

    @Test("where nothing is heard it is a question like others, and a text that is said is none")
    func quiet() {
        var hub = harness(.wait)
        #expect(hub.ask("Stop", session: "a").asked.map(\.text) == ["Stop"])
        _ = hub.receive(end(0, "a"))
        #expect(hub.say("Stop", session: "a", .normal).asked.map(\.text) == ["Stop"])
    }

    @Test("it is done though llm-streamer is given up, and though there is no room for a session")
    func unavailable() {
        var limits = SessionLimits()
        limits.sessions = 1
        var hub = TableHarness(policy: .refuse, limits: limits)
        hub.table.take { _, _ in .stop }
        _ = hub.say("Tea.", session: "a", .normal)
        _ = hub.receive(end(1, "a"), progress(0, "a"))
        _ = hub.table.gaveUp(.llmStreamer, at: hub.now)
        let actions = hub.ask("Stop", session: "b")
        #expect(actions.interrupts.map(\.session) == ["a"])
        #expect(actions.refusal == "too_many_sessions")
        #expect(hub.ask("Stop", session: "a").told == [.accepted])
    }

    @Test("louder is asked at once, beside what is heard, under each policy", arguments: NewCommandPolicy.allCases)
    func beside(policy: NewCommandPolicy) {
        var hub = harness(policy)
        _ = hub.ask(session: "a")
        let actions = hub.ask("Louder", session: "a")
        #expect(actions.asked.map(\.manner) == [.over])
        #expect(actions.interrupts.isEmpty)
        _ = hub.receive(end(0, "a", 2))
        #expect(hub.receive(end(0, "a", 1)).told == [.end, .finished])
        #expect(hub.ask("Louder", session: "a").asked.map(\.manner) == [nil])
    }
}
