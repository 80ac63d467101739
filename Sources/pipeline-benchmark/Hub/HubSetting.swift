import SpeechFrames
import TestSupport

/// What hubs in the benchmark are started with.
enum HubSetting {
    /// More than are ever asked at once.
    private static let most = "256"

    /// With the voice that comes with it, on a silent sink in real time; what is played when is said in the log.
    static func spoken(_ model: FakeOllama) -> RunningHub.Arguments {
        var arguments = RunningHub.Arguments()
        arguments.supervisor = ["--max-sessions", most]
        arguments.streamer = ["--url", model.url, "--turns", most]
        // What is measured is what a phrase costs that is new.
        arguments.workers = ["--audio-cache", "0B"]
        arguments.sequencer = ["--output", "null", "--verbose", "--phrase-deadline", "60s"]
        return arguments
    }

    /// With a voice that costs nearly nothing: what is measured is the hub.
    static func counted(_ model: FakeOllama) -> RunningHub.Arguments {
        var arguments = spoken(model)
        arguments.workers += ["--worker", "exec \(ProgramCommand.path(of: "counting-worker")) 0"]
        arguments.sequencer = ["--output", "null", "--phrase-deadline", "60s"]
        return arguments
    }

    static func ask(_ session: String, _ text: String, output: String? = nil) -> Frame {
        .ask(Ask(session: session, turn: 0, text: text, output: output))
    }
}

extension HubTalker {
    /// Suspends until sound of the turn was heard.
    func waitForSound(of index: Int) async throws {
        try await wait(for: index) { $0.progress != nil || $0.ending != nil }
        if turn(index).progress == nil { throw BenchmarkError("a turn ended before it was heard: \(turn(index))") }
    }

    func waitForEnd(of index: Int) async throws {
        try await wait(for: index) { $0.ending != nil }
    }
}
