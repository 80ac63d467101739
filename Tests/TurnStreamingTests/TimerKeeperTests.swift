import FrameTransport
import Logging
import Synchronization
import TestSupport
import Testing
import Tools

@testable import TurnStreaming

@Suite("Timers are spoken when they are due", .timeLimit(.minutes(5)))
struct TimerKeeperTests {
    /// A wall that shows any time, and what was announced, with how often that is to fail.
    private final class Hub: Sendable {
        private struct State {
            var now = 1_000.0
            var said: [String] = []
            var refusals = 0
        }

        private let state = Mutex(State())
        private let changes = WaitList()
        var clock: LocalClock { LocalClock(now: { self.state.withLock { $0.now } }, offset: { _ in 0 }) }

        func set(now: Double) { state.withLock { $0.now = now } }
        func refuse(_ times: Int) { state.withLock { $0.refusals = times } }

        func announce(_ text: String) throws {
            let isRefused = state.withLock { state -> Bool in
                state.refusals -= 1
                if state.refusals < 0 { state.said.append(text) }
                return state.refusals >= 0
            }
            changes.wake()
            if isRefused { throw SetupError("not now") }
        }

        func said(_ count: Int) async throws -> [String] {
            try await changes.wait { self.state.withLock { $0.said.count >= count } }
            return state.withLock { $0.said }
        }
    }

    private func timer(_ id: String, due: Double) -> TimerEntry {
        TimerEntry(id: id, kind: .timer, name: id, due: due, session: "s")
    }

    /// Runs a keeper of `folder`'s timers around `body`.
    private func keeping<Value: Sendable>(
        _ folder: String,
        _ hub: Hub,
        _ body: (TimerStore) async throws -> Value
    ) async throws -> Value {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let keeper = try TimerKeeper(directory: folder, clock: hub.clock, logger: logger) { _, text in
            try hub.announce(text)
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keeper.run() }
            defer { group.cancelAll() }
            return try await body(keeper.store)
        }
    }

    @Test("one that is due is said and gone; one that is not is kept")
    func due() async throws {
        try await withTemporaryDirectory { folder in
            let hub = Hub()
            try await keeping(folder, hub) { store in
                try store.add(timer("tea", due: 1_500))
                try store.add(timer("egg", due: 1_000))
                #expect(try await hub.said(1) == ["Your egg timer is done."])
                #expect(await eventually { store.all.map(\.id) == ["tea"] })
            }
            #expect(try TimerStore(directory: folder).all.map(\.id) == ["tea"])
        }
    }

    @Test("one that was due while nobody ran is said at the next start, once, with how late it is")
    func late() async throws {
        try await withTemporaryDirectory { folder in
            let hub = Hub()
            try TimerStore(directory: folder).add(timer("tea", due: 1_060))
            hub.set(now: 1_180)
            for _ in 0..<2 {
                try await keeping(folder, hub) { store in
                    let said = try await hub.said(1)
                    #expect(said == ["Your tea timer is done. It was due 2 minutes ago."])
                    #expect(await eventually { store.all.isEmpty })
                }
            }
        }
    }

    @Test("one that the hub does not take stays in its file, and is said as soon as the hub takes it")
    func refused() async throws {
        try await withTemporaryDirectory { folder in
            let hub = Hub()
            hub.refuse(1)
            try await keeping(folder, hub) { store in
                try store.add(timer("tea", due: 900))
                #expect(try await hub.said(1).count == 1)
                #expect(await eventually { store.all.isEmpty })
            }
        }
    }
}
