private import Dispatch
private import Synchronization

/// Everybody who sleeps by the ``SteadyClock``, with one timer for all. Bounded by its users: a task sleeps once at a time.
final class Sleepers: Sendable {
    static let all = Sleepers()

    private struct Sleeper {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var sleepers: [Int: Sleeper] = [:]
        var nextKey = 0
        /// When the timer fires next; `nil` where it does not.
        var armed: ContinuousClock.Instant?
        /// Made when it is first needed.
        var timer: (any DispatchSourceTimer)?
    }

    private let state = Mutex(State())

    init() {}

    deinit { state.withLock { $0.timer?.cancel() } }

    /// How many sleep.
    var count: Int { state.withLock { $0.sleepers.count } }

    /// Suspends until `deadline`.
    ///
    /// - Throws: `CancellationError`.
    func sleep(until deadline: ContinuousClock.Instant) async throws {
        try Task.checkCancellation()
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isAsleep = state.withLock { state in
                    // A cancellation after this look finds the sleeper.
                    if Task.isCancelled || deadline <= .now { return false }
                    state.sleepers[key] = Sleeper(deadline: deadline, continuation: continuation)
                    arm(deadline, &state)
                    return true
                }
                if !isAsleep { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
        try Task.checkCancellation()
    }

    private func wake() {
        let now = ContinuousClock.now
        let due = state.withLock { state in
            let due = state.sleepers.filter { $0.value.deadline <= now }
            for key in due.keys { state.sleepers[key] = nil }
            state.armed = nil
            if let next = state.sleepers.values.map(\.deadline).min() { arm(next, &state) }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// A timer that fires earlier is left as it is: finding nobody to be woken costs less than setting it anew each time that
    /// somebody no longer sleeps.
    private func arm(_ deadline: ContinuousClock.Instant, _ state: inout State) {
        if let armed = state.armed, armed <= deadline { return }
        state.armed = deadline
        let left = max(.zero, ContinuousClock.now.duration(to: deadline)) / .nanoseconds(1)
        if state.timer == nil { state.timer = makeTimer() }
        state.timer?.schedule(deadline: .now() + .nanoseconds(Int(left.rounded(.up))), leeway: .nanoseconds(0))
    }

    private func makeTimer() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "clocks.sleepers"))
        timer.setEventHandler { [weak self] in self?.wake() }
        timer.activate()
        return timer
    }
}
