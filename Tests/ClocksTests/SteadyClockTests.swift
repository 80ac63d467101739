import TestSupport
import Testing

@testable import Clocks

@Suite("A steady clock", .timeLimit(.minutes(5)))
struct SteadyClockTests {
    @Test("a sleep that is cancelled leaves nothing behind, however far its deadline is")
    func cancelled() async {
        let sleepers = Sleepers()
        let deadline = ContinuousClock.now + .seconds(86_400)
        let tasks = (0..<1_000).map { _ in Task { try await sleepers.sleep(until: deadline) } }
        #expect(await eventually { sleepers.count == tasks.count })
        for task in tasks { task.cancel() }
        for task in tasks {
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(sleepers.count == 0)
    }

    @Test("a task that is cancelled already does not sleep")
    func cancelledBefore() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await SteadyClock().sleep(for: .seconds(86_400))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("nobody wakes before the deadline, and all wake whichever of them came first")
    func deadlines() async throws {
        let clock = SteadyClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for milliseconds in [40, 5, 0, 20, 10, 30, 15] {
                group.addTask {
                    let deadline = clock.now + .milliseconds(milliseconds)
                    try await clock.sleep(until: deadline)
                    #expect(clock.now >= deadline)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("the end of an early sleep does not keep a later one from its own")
    func earlyOneGone() async throws {
        let sleepers = Sleepers()
        let late = Task { try await sleepers.sleep(until: .now + .milliseconds(30)) }
        let early = Task { try await sleepers.sleep(until: .now + .milliseconds(10)) }
        early.cancel()
        _ = await early.result
        try await late.value
        #expect(sleepers.count == 0)
    }
}
