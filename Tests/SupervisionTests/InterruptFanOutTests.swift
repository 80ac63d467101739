import SpeechFrames
import Testing

@testable import Supervision

@Suite("An interrupt reaches all three stages, and its end is told in time")
struct InterruptFanOutTests {
    private let start = ContinuousClock.now
    private let interrupt = Interrupt(session: "s", turn: 1, reason: .userRequest)
    private let turn = TurnID(session: "s", turn: 1)

    private func fanOut(_ linked: [Stage] = Stage.allCases) -> InterruptFanOut {
        var fanOut = InterruptFanOut()
        for stage in linked { #expect(fanOut.linkUp(stage).isEmpty) }
        return fanOut
    }

    private func answer(_ stage: Stage, heard: String? = nil) -> Interrupted {
        Interrupted(session: "s", turn: 1, stage: stage.name, heard: heard)
    }

    @Test("it is sent to all at once, and over with the third acknowledgement")
    func three() {
        var fanOut = fanOut()
        #expect(fanOut.begin(interrupt, awaitsEar: true, at: start) == Stage.allCases.map { .send(interrupt, $0) })
        #expect(fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer).isEmpty)
        let heard = answer(.audioSequencer, heard: "Good")
        #expect(fanOut.acknowledge(heard, from: .audioSequencer).isEmpty)
        #expect(
            fanOut.acknowledge(answer(.ttsWorkers), from: .ttsWorkers) == [.stopped(turn, heard: heard, silent: [])]
        )
        #expect(fanOut.nextDeadline == nil)
    }

    @Test("after the grace it is over by force; a stage still silent at twice the grace is restarted, once")
    func force() {
        var fanOut = fanOut()
        _ = fanOut.begin(interrupt, awaitsEar: false, at: start)
        let heard = answer(.audioSequencer, heard: "Good")
        _ = fanOut.acknowledge(heard, from: .audioSequencer)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        #expect(fanOut.nextDeadline == start + .milliseconds(500))
        #expect(fanOut.tick(at: start + .milliseconds(499)).isEmpty)
        #expect(
            fanOut.tick(at: start + .milliseconds(500)) == [.stopped(turn, heard: heard, silent: [.ttsWorkers])]
        )
        #expect(fanOut.nextDeadline == start + .seconds(1))
        #expect(fanOut.tick(at: start + .seconds(1)) == [.restart(.ttsWorkers, turn)])
        #expect(fanOut.tick(at: start + .seconds(2)).isEmpty)
        #expect(fanOut.linkDown(.ttsWorkers).isEmpty)
        #expect(fanOut.linkUp(.ttsWorkers) == [.send(interrupt, .ttsWorkers)])
        #expect(fanOut.nextDeadline == nil)
    }

    @Test("a stage that is away is not waited for, and is told when it is back")
    func away() {
        var fanOut = fanOut([.llmStreamer, .ttsWorkers])
        #expect(fanOut.begin(interrupt, awaitsEar: false, at: start).count == 2)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        #expect(
            fanOut.acknowledge(answer(.ttsWorkers), from: .ttsWorkers)
                == [.stopped(turn, heard: nil, silent: [.audioSequencer])]
        )
        #expect(fanOut.linkUp(.audioSequencer) == [.send(interrupt, .audioSequencer)])
        #expect(fanOut.tick(at: start + .seconds(60)).isEmpty)
    }

    @Test("with no stage at all it is over at once")
    func none() {
        var fanOut = fanOut([])
        #expect(
            fanOut.begin(interrupt, awaitsEar: false, at: start)
                == [.stopped(turn, heard: nil, silent: Set(Stage.allCases))]
        )
    }

    @Test("after the supervisor's own restart it is not over before the sequencer has said what was heard")
    func recalled() {
        var fanOut = fanOut([])
        #expect(fanOut.begin(interrupt, awaitsEar: true, at: start).isEmpty)
        for stage in Stage.allCases { #expect(fanOut.linkUp(stage) == [.send(interrupt, stage)]) }
        #expect(fanOut.acknowledge(answer(.ttsWorkers), from: .ttsWorkers).isEmpty)
        let heard = answer(.audioSequencer, heard: "Good")
        #expect(
            fanOut.acknowledge(heard, from: .audioSequencer) == [.stopped(turn, heard: heard, silent: [])]
        )
        #expect(fanOut.acknowledge(answer(.audioSequencer), from: .audioSequencer).isEmpty)
    }

    @Test("a sequencer that may still play is waited for beyond the grace: its end is told when it has answered")
    func lateEar() {
        var fanOut = fanOut()
        _ = fanOut.begin(interrupt, awaitsEar: true, at: start)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        #expect(fanOut.tick(at: start + .milliseconds(500)).isEmpty)
        #expect(fanOut.nextDeadline == start + .seconds(1))
        let heard = answer(.audioSequencer, heard: "Good")
        #expect(
            fanOut.acknowledge(heard, from: .audioSequencer) == [.stopped(turn, heard: heard, silent: [.ttsWorkers])],
            "the others had their time"
        )
    }

    @Test(
        "a sequencer that does not answer in twice the grace is restarted, linked or not; the end is told when it is gone",
        arguments: [Stage.allCases, [.llmStreamer, .ttsWorkers], []]
    )
    func silentEar(linked: [Stage]) {
        var fanOut = fanOut(linked)
        _ = fanOut.begin(interrupt, awaitsEar: true, at: start)
        for stage in linked where stage != .audioSequencer { _ = fanOut.acknowledge(answer(stage), from: stage) }
        #expect(fanOut.nextDeadline == start + .milliseconds(500))
        #expect(fanOut.tick(at: start + .milliseconds(500)).isEmpty)
        #expect(fanOut.nextDeadline == start + .seconds(1))
        #expect(fanOut.tick(at: start + .seconds(1)) == [.restart(.audioSequencer, turn)])
        #expect(fanOut.nextDeadline == nil)
        #expect(fanOut.tick(at: start + .seconds(2)).isEmpty, "once")
        let silent = Set(Stage.allCases).subtracting(linked).union([.audioSequencer])
        #expect(fanOut.ended(.audioSequencer) == [.stopped(turn, heard: nil, silent: silent)])
        #expect(fanOut.linkUp(.audioSequencer) == [.send(interrupt, .audioSequencer)])
    }

    @Test("a sequencer whose link is gone may play on: the end is told when its process is gone, or has answered")
    func lostEar() {
        var fanOut = fanOut()
        _ = fanOut.begin(interrupt, awaitsEar: true, at: start)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        _ = fanOut.acknowledge(answer(.ttsWorkers), from: .ttsWorkers)
        #expect(fanOut.linkDown(.audioSequencer).isEmpty)
        #expect(fanOut.ended(.ttsWorkers).isEmpty)
        var relinked = fanOut
        #expect(fanOut.ended(.audioSequencer) == [.stopped(turn, heard: nil, silent: [.audioSequencer])])
        #expect(relinked.linkUp(.audioSequencer) == [.send(interrupt, .audioSequencer)])
        let heard = answer(.audioSequencer, heard: "Good")
        #expect(
            relinked.acknowledge(heard, from: .audioSequencer) == [.stopped(turn, heard: heard, silent: [])]
        )
    }

    @Test("a sequencer that is started anew is told again of what another stage was not told yet")
    func forgetfulEar() {
        var fanOut = fanOut([.llmStreamer, .audioSequencer])
        _ = fanOut.begin(interrupt, awaitsEar: true, at: start)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        let heard = answer(.audioSequencer, heard: "Good")
        #expect(
            fanOut.acknowledge(heard, from: .audioSequencer) == [.stopped(turn, heard: heard, silent: [.ttsWorkers])]
        )
        _ = fanOut.linkDown(.audioSequencer)
        #expect(fanOut.linkUp(.audioSequencer) == [.send(interrupt, .audioSequencer)])
        #expect(fanOut.acknowledge(answer(.audioSequencer), from: .audioSequencer).isEmpty, "its end was told")
        #expect(fanOut.linkUp(.ttsWorkers) == [.send(interrupt, .ttsWorkers)])
        _ = fanOut.linkDown(.audioSequencer)
        #expect(fanOut.linkUp(.audioSequencer).isEmpty, "nobody has anything of it any more")
    }

    @Test("a stage that dies in the middle ends the wait")
    func death() {
        var fanOut = fanOut()
        _ = fanOut.begin(interrupt, awaitsEar: true, at: start)
        _ = fanOut.acknowledge(answer(.llmStreamer), from: .llmStreamer)
        _ = fanOut.acknowledge(answer(.ttsWorkers), from: .ttsWorkers)
        _ = fanOut.ended(.audioSequencer)
        #expect(fanOut.linkDown(.audioSequencer) == [.stopped(turn, heard: nil, silent: [.audioSequencer])])
    }
}
