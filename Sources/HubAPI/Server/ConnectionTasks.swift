private import Clocks
private import Synchronization

/// The connections that are served, each by a task of its own.
///
/// A task is started as soon as a connection is there: one that nobody serves would be let go while it is open, which traps.
final class ConnectionTasks: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// How many there are.
    var count: Int { state.withLock { $0.tasks.count } }

    /// Has a connection served, unless there are as many as there may be, or the server has stopped.
    func start(_ serve: @escaping @Sendable () async -> Void) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.tasks.count < limit else { return false }
            let number = state.next
            state.next += 1
            state.tasks[number] = Task {
                await serve()
                self.state.withLock { $0.tasks[number] = nil }
            }
            return true
        }
    }

    /// Takes no more, gives those that are there some time to end by themselves, ends them, and returns when none is left.
    func stop(after grace: Duration) async {
        state.withLock { $0.isClosed = true }
        let deadline = ContinuousClock.now + grace
        while count > 0, ContinuousClock.now < deadline { try? await SteadyClock().sleep(for: .milliseconds(10)) }
        let tasks = state.withLock { state in
            state.isClosed = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
