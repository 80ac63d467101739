internal import NIOCore
private import Synchronization

/// What happened at the stand-in, for those who wait for it to happen.
final class FakeJournal: Sendable {
    private struct Waiter {
        /// Takes a look, and keeps what it finds.
        let look: @Sendable ([FakeExchange]) -> Bool
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var exchanges: [FakeExchange] = []
        var loads: [FakeLoad] = []
        var connections = 0
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var stalls: [Int: EventLoopPromise<Void>] = [:]
    }

    private let state = Mutex(State())

    var exchanges: [FakeExchange] { state.withLock { $0.exchanges } }

    var loads: [FakeLoad] { state.withLock { $0.loads } }

    func load(_ load: FakeLoad) { state.withLock { $0.loads.append(load) } }

    func connect() -> Int {
        state.withLock { state in
            defer { state.connections += 1 }
            return state.connections
        }
    }

    /// - Returns: the request with the number it was given.
    func begin(connection: Int, _ request: (_ index: Int) -> FakeRequest) -> FakeRequest {
        var begun = request(0)
        change { state in
            begun = request(state.exchanges.count)
            state.exchanges.append(FakeExchange(request: begun, connection: connection))
        }
        return begun
    }

    func update(_ index: Int, _ body: (inout FakeExchange) -> Void) {
        change { body(&$0.exchanges[index]) }
    }

    func stall(_ index: Int, until promise: EventLoopPromise<Void>) {
        change { state in
            state.stalls[index] = promise
            state.exchanges[index].isStalled = true
        }
    }

    /// Ends a stall; does nothing where there is none.
    func resume(_ index: Int) {
        var promise: EventLoopPromise<Void>?
        change { state in
            promise = state.stalls.removeValue(forKey: index)
            if promise != nil { state.exchanges[index].isStalled = false }
        }
        promise?.succeed()
    }

    /// Ends all stalls and all waiting.
    func close() {
        let (promises, waiters) = state.withLock { state in
            defer { (state.stalls, state.waiters) = ([:], [:]) }
            return (Array(state.stalls.values), Array(state.waiters.values))
        }
        for promise in promises { promise.succeed() }
        for waiter in waiters { waiter.continuation.resume(returning: false) }
    }

    /// Waits until `look` finds something in the exchanges so far; it is called under a lock and has to be quick.
    /// - Throws: `CancellationError` if the task was cancelled or the server closed before.
    func first<Found: Sendable>(_ look: @escaping @Sendable ([FakeExchange]) -> Found?) async throws -> Found {
        let found = Mutex<Found?>(nil)
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let isFound = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(
                    look: { exchanges in
                        guard let value = look(exchanges) else { return false }
                        found.withLock { $0 = value }
                        return true
                    },
                    continuation: continuation
                )
                add(waiter, id)
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume(returning: false)
        }
        guard isFound, let value = found.withLock({ $0 }) else { throw CancellationError() }
        return value
    }

    private func add(_ waiter: Waiter, _ id: Int) {
        let answer: Bool? = state.withLock { state in
            if waiter.look(state.exchanges) { return true }
            // Looked at under the lock: a cancellation after this finds the waiter and takes it out.
            if Task.isCancelled { return false }
            state.waiters[id] = waiter
            return nil
        }
        if let answer { waiter.continuation.resume(returning: answer) }
    }

    private func change(_ body: (inout State) -> Void) {
        let served = state.withLock { state in
            body(&state)
            let served = state.waiters.filter { $0.value.look(state.exchanges) }
            for id in served.keys { state.waiters[id] = nil }
            return Array(served.values)
        }
        for waiter in served { waiter.continuation.resume(returning: true) }
    }
}
