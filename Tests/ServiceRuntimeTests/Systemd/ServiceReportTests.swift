import Synchronization
import TestSupport
import Testing

@testable import ServiceRuntime

@Suite("Signs of life for the service manager", .timeLimit(.minutes(5)))
struct ServiceReportTests {
    private let clock = ManualClock()

    /// Runs a report to a socket of its own: a service that serves at once, and is watched every 1.2 seconds.
    private func withReport(
        proving prove: @escaping @Sendable () async -> Void = {},
        status: @escaping @Sendable () -> String = { "works" },
        _ body: (NotifySocket) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let name = "\(folder)/notify"
            let socket = try NotifySocket(name)
            let variables = ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "1200000"]
            let manager = ServiceManager(variable: { variables[$0] }, process: 1)
            let report = ServiceReport(to: manager, clock: clock)
            let task = Task {
                try await report.run(proving: prove, status: status) { serving in
                    serving()
                    try await hang()
                }
            }
            let result: Result<Void, any Error>
            do { result = .success(try await body(socket)) } catch { result = .failure(error) }
            task.cancel()
            _ = await task.result
            try result.get()
        }
    }

    @Test("they come six times in the time that the manager waits, with a status line when it is another one")
    func beats() async throws {
        let line = Mutex("starts")
        try await withReport(status: { line.withLock { $0 } }) { socket in
            try await clock.sleeper(within: .milliseconds(200))
            var lines: [String] = []
            #expect(
                await eventually {
                    lines += socket.lines()
                    return lines.contains("READY=1")
                }
            )
            for text in ["starts", "2 speak", "2 speak"] {
                line.withLock { $0 = text }
                clock.advance(by: .milliseconds(200))
                try await clock.sleeper(within: .milliseconds(200))
                lines += socket.lines()
            }
            #expect(lines.count { $0 == "WATCHDOG=1" } == 4)
            #expect(lines.count { $0.hasPrefix("STATUS=") } == 2)
        }
    }

    @Test("none comes while the work does not prove that it goes on")
    func hung() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let proofs = Counter()
        let prove: @Sendable () async -> Void = {
            proofs.increment()
            // The second proof is one that never comes, until it does.
            if proofs.value == 2 { for await _ in gate {} }
        }
        try await withReport(proving: prove) { socket in
            try await clock.sleeper(within: .milliseconds(200))
            #expect(socket.lines().count { $0 == "WATCHDOG=1" } == 1)
            clock.advance(by: .milliseconds(200))
            #expect(await eventually { proofs.value == 2 })
            clock.advance(by: .seconds(10))
            #expect(!socket.lines().contains("WATCHDOG=1"))
            opener.finish()
            try await clock.sleeper(within: .milliseconds(200))
            #expect(socket.lines().contains("WATCHDOG=1"))
        }
    }

    @Test("where one comes late the manager is asked for more time, and no more when all come in time again")
    func late() async throws {
        try await withReport { socket in
            try await clock.sleeper(within: .milliseconds(200))
            var lines = socket.lines()
            clock.advance(by: .milliseconds(500))
            try await clock.sleeper(within: .milliseconds(200))
            lines += socket.lines()
            #expect(lines.filter { $0.hasPrefix("WATCHDOG_USEC=") } == ["WATCHDOG_USEC=11200000"])
            lines = []
            for _ in 1...60 {
                clock.advance(by: .milliseconds(200))
                try await clock.sleeper(within: .milliseconds(200))
                lines += socket.lines()
            }
            #expect(lines.filter { $0.hasPrefix("WATCHDOG_USEC=") } == ["WATCHDOG_USEC=1200000"])
        }
    }

    @Test("without a manager the work is done all the same")
    func alone() async throws {
        let isDone = Mutex(false)
        try await ServiceReport(to: nil, clock: clock).run(proving: {}, status: { "" }) { serving in
            serving()
            isDone.withLock { $0 = true }
        }
        #expect(isDone.withLock { $0 })
    }
}
