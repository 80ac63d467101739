import SpeechFrames
import TestSupport
import Testing

@testable import Playback

@Suite("a sound server that turns were heard on is waited for", .timeLimit(.minutes(1)))
struct AwaitedServerTests {
    private let speech = Speech()

    /// Plays a turn on a sound server that is there when it was tried for three times.
    private func playOnServer(_ begin: Frame) async throws -> [String] {
        let tries = Counter()
        let opener: Sequencer.Opener = { (name, _) async throws(OutputError) -> any AudioSink in
            if name.kind == .pulse { tries.increment() }
            guard tries.value != 1, tries.value != 2 else { throw OutputError(.unavailable, "Connection refused") }
            return NullSink(rate: nil, latency: .milliseconds(20), time: MonotonicTime())
        }
        let frames = [begin] + speech.frames(1, counting(200)) + [speech.end(2)]
        let configure = { (configuration: inout Sequencer.Configuration) in configuration.endsWithDefaultOutput = false
        }
        let events = try await withSequencer("null", open: opener, configure: configure) { sequencer, _ in
            for frame in frames { await sequencer.receive(frame) }
        }
        return summary(events).filter { !$0.hasPrefix("sound") && !$0.hasPrefix("start") }
    }

    @Test("where the sound server is gone that a turn was heard on, the turn waits for it; a new one does not")
    func serverIsGone() async throws {
        let heard = Begin(session: "s", turn: 1, output: "pulse:b", phrase: 1, sample: 100)
        #expect(try await playOnServer(.begin(heard)) == ["lost", "recovered", "finished s/1 2"])
        let new = Begin(session: "s", turn: 1, output: "pulse:b")
        #expect(try await playOnServer(.begin(new)) == ["failed s/1 output_unavailable"])
    }

    @Test("a turn that waits for its sound server can be stopped")
    func stoppedMeanwhile() async throws {
        let refuse: Sequencer.Opener = { (name, _) async throws(OutputError) -> any AudioSink in
            if name.kind == .pulse { throw OutputError(.unavailable, "Connection refused") }
            return NullSink(rate: nil, latency: .milliseconds(20), time: MonotonicTime())
        }
        let configure = { (configuration: inout Sequencer.Configuration) in configuration.endsWithDefaultOutput = false
        }
        let heard = Begin(session: "s", turn: 1, output: "pulse:b", phrase: 1, sample: 100)
        let events = try await withSequencer("null", open: refuse, configure: configure) { sequencer, log in
            await sequencer.receive(.begin(heard))
            try await log.wait(forOne: { if case .sinkLost = $0 { true } else { false } })
            await sequencer.receive(speech.interrupt())
        }
        #expect(summary(events).prefix(2) == ["lost", "interrupted s/1 "])
    }
}
