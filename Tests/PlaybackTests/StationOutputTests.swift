import FrameTransport
import Glibc
import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("the output of the hub's audio-sequencer", .timeLimit(.minutes(1)))
struct StationOutputTests {
    /// Runs a station with that default output, and `body` as its peer.
    private func withStation(
        _ output: String,
        in folder: String,
        _ body: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        let directory = try RuntimeDirectory(path: folder)
        let station = PlaybackStation(
            directory: directory,
            configuration: .init(defaultOutput: try OutputName(parsing: output)),
            version: "test",
            reload: { Reloaded(program: "audio-sequencer") },
            logger: quiet
        ) { _ in }
        let all = Set(FrameType.allCases)
        let link = FrameLink(path: directory.path(of: .audio), accepting: all, logger: quiet) {
            Hello(role: "hub-supervisor", pid: getpid(), version: "test")
        }
        let (done, signal) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await station.run() }
            group.addTask {
                try await link.run { connection, frames in
                    await #expect(throws: Never.self) { try await body(connection, frames) }
                    signal.finish()
                    // Until it is cancelled: the link would connect again, and call the body a second time.
                    try await WaitList().wait { false }
                }
            }
            group.addTask { for await _ in done {} }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    @Test("it says where it plays what names no output")
    func greeting() async throws {
        try await withTemporaryDirectory { folder in
            try await withStation("null:kitchen", in: folder) { connection, _ in
                #expect(connection.peer.output == "null:kitchen")
            }
        }
    }

    @Test(
        "a default output that cannot be opened fails its turns only",
        arguments: ["wav:/nowhere/a.wav", "wav:/nowhere/{turn}.wav"]
    )
    func brokenDefault(output: String) async throws {
        try await withTemporaryDirectory { folder in
            try await withStation(output, in: folder) { connection, frames in
                let turns = [Speech(turn: 1), Speech(turn: 2), Speech(session: "fine")]
                for (speech, output) in zip(turns, [nil, nil, "null"]) {
                    try await connection.send(speech.begin(output: output))
                    for frame in speech.frames(0, counting(100)) + [speech.end(1)] { try await connection.send(frame) }
                }
                var over: [String] = []
                for try await raw in frames {
                    switch try raw.decode() {
                    case .failed(let failed): over.append("failed \(failed.turnID)")
                    case .finished(let finished): over.append("finished \(finished.turnID)")
                    default: break
                    }
                    if over.count == 3 { break }
                }
                #expect(over.sorted() == ["failed s/1", "failed s/2", "finished fine/1"])
            }
        }
    }
}
