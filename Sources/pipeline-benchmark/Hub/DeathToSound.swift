import Glibc
import SpeechFrames
import TestSupport

/// From the death of a process in mid-speech to the next sound, where nothing lies buffered ahead: the turn goes into a file,
/// which grows as fast as sound is made.
struct DeathToSound {
    let conditions: Conditions

    /// In rounds, so that each has lived for ten seconds when it dies, and is started again at once.
    private static let stages = ["llm-streamer", "tts-workers", "audio-sequencer"]
    private static let pause = Duration.milliseconds(3_700)
    /// How long after the death the recording is looked at.
    private static let look = Duration.milliseconds(1_500)

    func run() async throws -> [Row] {
        let rounds = conditions.isQuick ? 2 : 9
        let story = NumberedStory(number: 1, sentences: 300)
        return try await FakeOllama.with({ NumberedStory.answer(to: $0, rate: 300) }) { model in
            try await RunningHub.with(HubSetting.counted(model), talkers: 1) { hub, talkers in
                var gaps: [String: Latencies] = [:]
                for _ in 0..<rounds {
                    for stage in Self.stages {
                        let gap = try await gap(story, hub, talkers[0]) {
                            hub.processes.first { $0.name == stage }?.send(SIGKILL)
                        }
                        gaps[stage, default: Latencies()].record(gap)
                        try await Task.sleep(for: Self.pause - Self.look)
                    }
                }
                // Last: the stages are nobody's children afterwards, and their deaths are seen later.
                for _ in 0..<rounds {
                    let gap = try await gap(story, hub, talkers[0]) {
                        hub.kill()
                        try hub.start()
                    }
                    gaps["hub-supervisor", default: Latencies()].record(gap)
                }
                return gaps.sorted { $0.key < $1.key }.flatMap { Self.rows($0.key, $0.value) }
            }
        }
    }

    private static func rows(_ name: String, _ gaps: Latencies) -> [Row] {
        [
            Row("death of \(name) to sound, median", gaps.median, "ms", .atMost(150), note: "\(gaps.count) deaths"),
            Row("death of \(name) to sound, longest", gaps.milliseconds(100), "ms", .atMost(150)),
        ]
    }

    /// The longest time in which the recording did not grow, after `strike`.
    private func gap(
        _ story: NumberedStory,
        _ hub: RunningHub,
        _ talker: HubTalker,
        _ strike: () throws -> Void
    ) async throws -> UInt64 {
        let path = "\(hub.directory)/\(talker.turns.count).wav"
        let index = await talker.ask(HubSetting.ask("death", story.question, output: "wav:\(path)"))
        try await talker.waitForSound(of: index)
        try await Task.sleep(for: .milliseconds(300))
        try strike()
        let gap = try await Blocking.run { Self.longestPause(path) }
        await talker.interrupt(index)
        try await talker.waitForEnd(of: index)
        unlink(path)
        return gap
    }

    private static func longestPause(_ path: String) -> UInt64 {
        let end = Nanoseconds.now + UInt64(look / .nanoseconds(1))
        var (last, size, longest) = (Nanoseconds.now, 0, UInt64(0))
        while last < end {
            var status = stat()
            let now = Nanoseconds.now
            guard stat(path, &status) == 0, Int(status.st_size) != size else {
                if now > end { return max(longest, now - last) }
                Nanoseconds.pause(.microseconds(200))
                continue
            }
            if size > 0 { longest = max(longest, now - last) }
            (last, size) = (now, Int(status.st_size))
        }
        return longest
    }
}
