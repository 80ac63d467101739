import FrameTransport
import TestSupport
import Testing

@Suite("A stage that nobody needs ends by itself", .timeLimit(.minutes(5)))
struct OrphanWatchTests {
    /// Moves time on by `steps`, each when the watch sleeps, after which it has to have ended: before, it would not sleep,
    /// and after, it would not end.
    private func end(
        after steps: [Duration],
        limit: Duration,
        isNeeded: @escaping @Sendable (Duration) -> Bool
    ) async throws {
        let clock = ManualClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await OrphanWatch(limit: limit, clock: clock).run { isNeeded(clock.now.offset) } }
            for step in steps {
                try await clock.sleeper(within: .seconds(1))
                clock.advance(by: step)
            }
            try await group.waitForAll()
        }
    }

    @Test("one that is never needed ends after the limit")
    func neverNeeded() async throws {
        try await end(after: Array(repeating: .seconds(1), count: 10), limit: .seconds(10)) { _ in false }
    }

    @Test("the limit counts from when it was needed last")
    func needed() async throws {
        try await end(after: Array(repeating: .seconds(1), count: 17), limit: .seconds(10)) { $0 <= .seconds(7) }
    }

    @Test("a night's sleep of the machine does not count")
    func suspended() async throws {
        let steps = [Duration.seconds(28_800)] + Array(repeating: .seconds(1), count: 9)
        try await end(after: steps, limit: .seconds(10)) { _ in false }
    }

    @Test("without a limit it never ends")
    func unlimited() async throws {
        let clock = ManualClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await OrphanWatch(limit: .zero, clock: clock).run { false } }
            for _ in 0..<30 {
                try await clock.sleeper(within: .seconds(86_400))
                clock.advance(by: .seconds(86_400))
            }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }
}
