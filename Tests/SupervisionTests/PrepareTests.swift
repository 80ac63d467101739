import SpeechFrames
import Testing

@testable import Supervision

@Suite("The model is made ready for a question")
struct PrepareTests {
    private func prepare(_ prepare: Prepare, _ hub: inout TableHarness) -> [SessionAction] {
        hub.table.prepare(prepare, from: hub.client, at: hub.now)
    }

    @Test("it is told the talk so far and the first words, and the client which turn it will be")
    func history() {
        var hub = TableHarness()
        _ = hub.table.ask(Ask(session: "s", turn: 0, text: "Why?", language: "de"), from: hub.client, at: hub.now)
        _ = hub.receive(token("The moon."), end(1), progress(0), finished())
        let actions = prepare(Prepare(session: "s", text: "And"), &hub)
        let history = [Utterance(role: .user, text: "Why?"), Utterance(role: .assistant, text: "The moon.")]
        let expected = Prepare(session: "s", text: "And", history: history, language: "de")
        #expect(actions.contains(.prepare(expected)))
        #expect(actions.contains(.tell(hub.client, .accepted(Accepted(session: "s", turn: 2)))))
        #expect(hub.ask("And why?", session: "s").asked.first?.turn == 2)
    }

    @Test("without a session there is a new one, which the question may name")
    func new() {
        var hub = TableHarness()
        #expect(prepare(Prepare(session: ""), &hub).contains(.prepare(Prepare(session: "new-1"))))
        #expect(hub.ask(session: "new-1").asked.first?.turn == 1)
    }

    @Test("it is refused where the question would be")
    func refused() {
        var limits = SessionLimits()
        limits.sessions = 1
        var hub = TableHarness(limits: limits)
        let long = String(repeating: "a", count: Say.maximumLength + 1)
        #expect(prepare(Prepare(session: "", text: long), &hub).refusal == "too_long")
        _ = hub.ask(session: "s")
        #expect(prepare(Prepare(session: "t"), &hub).refusal == "too_many_sessions")
    }
}
