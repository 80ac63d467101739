import Experiments
import Settings
import SpeechFrames
import Testing

@testable import Supervision

@Suite("An experiment's arms at the table of sessions")
struct ArmTableTests {
    private static let experiment = Experiment(
        name: "test",
        arms: [.init(name: "a", weight: 1), .init(name: "b", weight: 1), .init(name: "c", weight: 0)]
    )

    private func hub(_ experiment: Experiment = experiment) -> TableHarness {
        var hub = TableHarness()
        hub.table.arms.take(experiment)
        return hub
    }

    private func ask(_ hub: inout TableHarness, _ session: String, arm: String? = nil) -> [SessionAction] {
        let ask = Ask(session: session, turn: 0, text: "Why?", output: "null:\(session)", arm: arm)
        return hub.table.ask(ask, from: hub.client, at: hub.now)
    }

    private func end(_ hub: inout TableHarness, _ session: String, _ turn: Int = 1) {
        let end = End(session: session, turn: turn, phrases: 1, firstPhraseMilliseconds: 30)
        _ = hub.receive(token("The moon.", session, turn), .end(end), finished(session, turn))
    }

    private func figures(_ hub: TableHarness, _ arm: String) -> ArmStatus? {
        hub.table.arms.status?.arms.first { $0.arm == arm }
    }

    @Test("a session's questions belong to the arm that it falls to; what is only said belongs to none")
    func chosen() {
        var hub = hub()
        for number in 0..<20 {
            let session = "s\(number)"
            #expect(ask(&hub, session).asked.first?.arm == Self.experiment.arm(of: session)?.name)
            #expect(hub.status(session)?.arm == Self.experiment.arm(of: session)?.name)
        }
        #expect(hub.say("Tea.", .normal, output: "null:tea").asked.first?.arm == nil)
        var plain = self.hub(Experiment())
        #expect(ask(&plain, "s").asked.first?.arm == nil)
        #expect(plain.table.arms.status == nil)
    }

    @Test(
        "an arm that is named holds for the session from then on; one that there is not is refused with those there are"
    )
    func named() {
        var hub = hub()
        #expect(ask(&hub, "s", arm: "c").asked.first?.arm == "c")
        end(&hub, "s")
        #expect(ask(&hub, "s").asked.first?.arm == "c")
        let refused = ask(&hub, "s", arm: "d")
        #expect(refused.refusal == "unknown_arm")
        #expect("\(refused)".contains("there is no arm d: there are a, b, c"))
        end(&hub, "s", 2)
        hub.table.arms.take(Experiment(name: "test", arms: [.init(name: "a", weight: 1)]))
        #expect(ask(&hub, "s").asked.first?.arm == "a", "the settings have it no longer")
    }

    @Test("each arm's turns are counted apart, by how they ended, and so is how long they took")
    func figures() throws {
        var hub = hub()
        _ = ask(&hub, "s", arm: "a")
        hub.now += .milliseconds(100)
        _ = hub.receive(token("The", "s"))
        hub.now += .milliseconds(100)
        _ = hub.receive(progress(0, "s"))
        hub.now += .milliseconds(800)
        end(&hub, "s")
        _ = ask(&hub, "t", arm: "a")
        _ = hub.interrupt("t")
        _ = hub.stopped("t", 1, heard: nil)
        _ = ask(&hub, "u", arm: "b")
        _ = hub.receive(failed("llm-streamer", "u"), .end(End(session: "u", turn: 1, phrases: 0)))
        #expect(hub.state("u") == .failed)
        let a = try #require(figures(hub, "a"))
        #expect((a.turns, a.finished, a.interrupted, a.failed) == (2, 1, 1, 0))
        #expect(a.weight == 1)
        #expect(a.firstToken.map { abs($0.median - 100) < 2 && $0.turns == 1 } == true, "\(a)")
        #expect(a.firstPhrase.map { abs($0.median - 30) < 1 } == true, "\(a)")
        #expect(a.firstSound.map { abs($0.p99 - 200) < 3 } == true, "\(a)")
        #expect(a.completion.map { abs($0.longest - 1_000) < 10 } == true, "\(a)")
        let b = try #require(figures(hub, "b"))
        #expect((b.turns, b.finished, b.interrupted, b.failed) == (1, 0, 0, 1))
        #expect(b.firstToken == nil && b.completion == nil)
        #expect(figures(hub, "c")?.turns == 0)
        #expect(hub.status("u")?.arm == "b", "also of a turn that has ended")
    }

    @Test("how long a question waits for another turn is no time of its arm's")
    func waiting() throws {
        var hub = TableHarness(policy: .wait)
        hub.table.arms.take(Self.experiment)
        _ = ask(&hub, "s", arm: "a")
        _ = ask(&hub, "s", arm: "b")
        hub.now += .seconds(60)
        end(&hub, "s")
        hub.now += .milliseconds(200)
        end(&hub, "s", 2)
        let latency = try #require(figures(hub, "b")?.firstToken)
        #expect(abs(latency.median - 200) < 3)
        #expect(figures(hub, "a")?.firstToken.map { abs($0.median - 60_000) < 600 } == true)
    }

    @Test("an arm that the settings no longer have keeps its figures; another experiment begins anew; all is bounded")
    func reloaded() {
        var hub = hub()
        _ = ask(&hub, "s", arm: "b")
        end(&hub, "s")
        hub.table.arms.take(Experiment(name: "test", arms: [.init(name: "a", weight: 1)]))
        #expect(hub.table.arms.status?.arms.map(\.arm) == ["a", "b"])
        #expect(figures(hub, "b")?.turns == 1 && figures(hub, "b")?.weight == nil)
        for number in 0..<100 {
            hub.table.arms.take(Experiment(name: "test", arms: [.init(name: "x\(number)", weight: 1)]))
            let asked = ask(&hub, "t\(number)").asked.first
            end(&hub, "t\(number)", asked?.turn ?? 0)
        }
        #expect(hub.table.arms.status?.arms.count == ArmTable.limit)
        hub.table.arms.take(Experiment(name: "other", arms: [.init(name: "a", weight: 1)]))
        #expect(hub.table.arms.status?.arms == [ArmStatus(arm: "a", weight: 1)])
    }
}
