import SpeechFrames
import Testing

@testable import Supervision

@Suite("Something is said while an answer is long in coming")
struct FillerTests {
    private func hub(after delay: Duration? = .seconds(1)) -> TableHarness {
        var limits = SessionLimits()
        limits.fillerDelay = delay
        limits.fillers = ["Hm.", "Well."]
        return TableHarness(limits: limits)
    }

    @Test("after its time, beside the answer, in its voice and on its output, once")
    func said() {
        var hub = hub()
        let question = Ask(session: "s", turn: 0, text: "Why?", voice: "anna", language: "de", output: "null")
        _ = hub.table.ask(question, from: hub.client, at: hub.now)
        #expect(hub.pass(.milliseconds(999)).asked.isEmpty)
        let filler = hub.pass(.milliseconds(1)).asked
        #expect(filler.map(\.text) == ["Well."])
        #expect(filler.first?.say == true && filler.first?.manner == .over && filler.first?.turn == 2)
        #expect(filler.first?.voice == "anna" && filler.first?.language == "de" && filler.first?.output == "null")
        #expect(hub.pass(.seconds(20)).asked.isEmpty)
    }

    @Test("while a model is loaded that is said, also where nothing is said otherwise")
    func loading() {
        var limits = SessionLimits()
        limits.loadingFillers = ["It is being loaded."]
        var hub = TableHarness(limits: limits)
        _ = hub.ask(session: "s")
        #expect(hub.pass(.seconds(2)).asked.isEmpty)
        hub.table.take(isLoading: true)
        let isLookedAtAnew = hub.table.takeNewDeadline()
        #expect(isLookedAtAnew)
        #expect(hub.pass(.zero).asked.map(\.text) == ["It is being loaded."])
        hub.table.take(isLoading: false)
        _ = hub.ask(session: "t", output: "null:t")
        #expect(hub.pass(.seconds(20)).asked.isEmpty)
    }

    @Test("the answer's first words stop it, alone, and the history knows nothing of it")
    func dropped() {
        var hub = hub()
        _ = hub.ask(session: "s")
        _ = hub.pass(.seconds(1))
        let stopped = hub.receive(token("The moon.")).interrupts
        #expect(stopped == [Interrupt(session: "s", turn: 2, reason: .newCommand, alone: true)])
        #expect(hub.receive(token(" And the sun.", start: 9)).interrupts.isEmpty)
        _ = hub.stopped("s", 2, heard: "Well.")
        _ = hub.receive(end(1), progress(0), finished())
        #expect(hub.state("s") == .finished)
        let next = hub.ask("And?", session: "s").asked.first
        #expect(next?.turn == 3)
        #expect(next?.history?.map(\.text) == ["Why?", "The moon. And the sun."])
    }

    @Test("an answer that comes in time, and something that is said, need none")
    func inTime() {
        var hub = hub()
        _ = hub.ask(session: "s")
        _ = hub.receive(token("The moon."))
        _ = hub.say("The tea is ready.", session: "t", .normal, output: "null")
        #expect(hub.pass(.seconds(10)).asked.isEmpty)
    }

    @Test("it stops with a turn that ends without an answer")
    func ended() {
        var hub = hub()
        _ = hub.ask(session: "s")
        _ = hub.pass(.seconds(1))
        let actions = hub.interrupt("s", turn: 1) + hub.stopped("s", 1, heard: nil)
        #expect(actions.interrupts.contains { $0.turn == 2 })
    }

    @Test("without a time there is none")
    func off() {
        var hub = hub(after: nil)
        _ = hub.ask(session: "s")
        #expect(hub.pass(.seconds(60)).asked.isEmpty)
    }
}
