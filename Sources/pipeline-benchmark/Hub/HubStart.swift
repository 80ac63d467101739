import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport

/// A hub from its start to where all four processes answer: the supervisor its peers, and the stages the supervisor.
struct HubStart {
    let conditions: Conditions

    func run() async throws -> [Row] {
        var times = Latencies()
        try await FakeOllama.with(FakeAnswer(Story.shortAnswer)) { model in
            for _ in 0..<(conditions.isQuick ? 5 : 20) {
                times.record(try await withTemporaryDirectory { try await Self.start(in: $0, model) })
            }
        }
        return [
            Row(
                "hub: start to where all four answer, median",
                times.median,
                "ms",
                .atMost(100),
                note: "\(times.count) runs"
            ),
            Row("hub: the same, p95", times.milliseconds(95), "ms"),
        ]
    }

    private static func start(in folder: String, _ model: FakeOllama) async throws -> UInt64 {
        let hub = try RunningHub(in: folder, HubSetting.spoken(model))
        let start = Nanoseconds.now
        try hub.start()
        let end = await time(of: hub, within: .seconds(10))
        _ = await hub.stop()
        guard let end else { throw BenchmarkError("the hub does not start: \(hub.words)") }
        return end - start
    }

    /// When the hub was up; `nil` where it was not in time.
    private static func time(of hub: RunningHub, within limit: Duration) async -> UInt64? {
        let quiet = Logger(label: "start") { _ in SwiftLogNoOpLogHandler() }
        let link = FrameLink(path: "\(hub.directory)/hub.sock", accepting: [.status], logger: quiet) {
            Hello(role: "loquat", pid: getpid(), version: "bench")
        }
        let up = Mutex<UInt64?>(nil)
        let last = ContinuousClock.now + limit
        while up.withLock({ $0 == nil }), ContinuousClock.now < last {
            try? await link.connectOnce { connection, frames in
                try await connection.send(.query(Query(.status, watch: true)))
                for try await frame in frames {
                    guard case .status(let status) = try frame.decode(),
                        status.processes.allSatisfy({ $0.state == .up })
                    else { continue }
                    return up.withLock { $0 = Nanoseconds.now }
                }
            }
            // Nobody tells when the socket is there.
            Nanoseconds.pause(.milliseconds(1))
        }
        return up.withLock { $0 }
    }
}
