import SpeechFrames
import Testing

@testable import Supervision

@Suite("The hub in a line")
struct HubSummaryTests {
    private func summary(_ states: [SessionStatus.State], _ processes: [ProcessStatus] = []) -> String {
        HubSummary(sessions: states, processes: processes).text
    }

    @Test("it says what the sessions do")
    func sessions() {
        #expect(summary([]) == "nobody is spoken to; stages up")
        #expect(summary([.idle, .finished, .failed, .interrupted]) == "nobody is spoken to; stages up")
        #expect(summary([.speaking, .speaking, .waiting]) == "2 sessions speak, 1 waits; stages up")
        #expect(summary([.thinking, .waiting, .waiting]) == "1 session thinks, 2 wait; stages up")
    }

    @Test("it names the stages that do not work, and why")
    func stages() {
        let up = ProcessStatus(name: "llm-streamer", state: .up)
        let down = ProcessStatus(name: "tts-workers", state: .down)
        let troubled = ProcessStatus(name: "audio-sequencer", state: .up, trouble: "no sound")
        #expect(summary([], [up, down]) == "nobody is spoken to; tts-workers down")
        #expect(summary([], [up, troubled]) == "nobody is spoken to; audio-sequencer: no sound")
    }
}
