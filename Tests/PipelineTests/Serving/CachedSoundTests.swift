import SpeechFrames
import TestSupport
import Testing

@Suite("Sound that is kept for the next time", .timeLimit(.minutes(3)))
struct CachedSoundTests {
    private static let text = "Good morning to you."

    private static func end(of turn: TurnID, _ frames: [Frame]) -> Finished? {
        frames.lazy.compactMap {
            if case .finished(let finished) = $0, finished.turnID == turn { finished } else { nil }
        }
        .first
    }

    private static func cache(_ frames: [Frame]) -> CacheStatus? {
        frames.lazy.compactMap { frame in
            if case .status(let status) = frame { status.processes.first?.cache } else { nil }
        }.last
    }

    /// Has the text said in a session of its own into a file of its own.
    @discardableResult
    private func say(
        _ session: String,
        _ hub: HubUnderTest,
        change: (inout Ask) -> Void = { _ in }
    ) async throws -> Finished {
        var ask = Ask(
            session: session,
            turn: 1,
            text: Self.text,
            output: "wav:\(hub.folder)/\(session).wav",
            say: true
        )
        change(&ask)
        try await hub.ask(ask)
        try await hub.wait { Self.end(of: ask.turnID, $0) != nil }
        return try #require(Self.end(of: ask.turnID, hub.frames))
    }

    private func samples(_ session: String, _ hub: HubUnderTest) throws -> [Int16] {
        try WAVFile("\(hub.folder)/\(session).wav").samples
    }

    @Test("from the third time on, espeak-ng's phrase is the same bit for bit, heard the same, and counted as a hit")
    func repeated() async throws {
        try await withTemporaryDirectory { folder in
            try await HubUnderTest.run(in: folder, [.audio: ["--output", "null"]]) { hub in
                try await say("first", hub)
                let spoken = try await say("second", hub)
                let kept = try await say("third", hub)
                #expect(try samples("third", hub) == samples("second", hub))
                #expect(try samples("third", hub).count > 11_025)
                #expect(kept.heard == spoken.heard)
                try await hub.wait { Self.cache($0).map { ($0.hits, $0.misses) == (1, 2) } ?? false }
                #expect(Self.cache(hub.frames)?.limit == 4 << 20)
                // Another rate is another sound, and a turn may want none of it.
                try await say("fast", hub) { $0.rate = 300 }
                #expect(try samples("fast", hub).count < samples("third", hub).count)
                try await say("own", hub) { $0.cache = false }
                try await hub.wait { Self.cache($0).map { ($0.hits, $0.misses) == (1, 3) } ?? false }
                try await say("last", hub)
                try await hub.wait { Self.cache($0)?.hits == 2 }
            }
        }
    }

    @Test("a kept phrase goes on to its end where the pool or the speaker is killed in the middle of it")
    func killed() async throws {
        try await withTemporaryDirectory { folder in
            try await HubUnderTest.run(in: folder, [.audio: ["--output", "null"]]) { hub in
                for session in ["first", "second"] { try await say(session, hub) }
                for stage in [HubUnderTest.Stage.audio, .tts] {
                    let ask = Ask(session: stage.rawValue, turn: 1, text: Self.text, output: "null", say: true)
                    try await hub.ask(ask)
                    try await hub.wait { $0.contains { $0.type == .progress && $0.turnID == ask.turnID } }
                    try hub.kill(stage)
                    try await hub.wait { Self.end(of: ask.turnID, $0) != nil }
                    #expect(Self.end(of: ask.turnID, hub.frames)?.heard == 1)
                }
            }
        }
    }
}
