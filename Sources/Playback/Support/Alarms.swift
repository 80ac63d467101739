private import Dispatch
private import Synchronization

/// Signals wakeups at their instants, all of them by one timer: a hub with many outputs would else set and cancel thousands of
/// timers a second.
///
/// Instants are rounded up to a grid, so that outputs wake together. Bounded by its users: each wakeup has one alarm.
package final class Alarms: Sendable {
    /// Those of CLOCK_MONOTONIC.
    static let monotonic = Alarms()

    private struct State {
        var due: [ObjectIdentifier: (instant: Int, wakeup: Wakeup)] = [:]
        /// When the timers fire that were set, the soonest last. Each was sooner than all that were set before it.
        var armed: [Int] = []
    }

    /// In microseconds; no ear hears when within it a buffer is filled.
    static let grid = 4_000

    private let state = Mutex(State())
    /// On the threads that tasks run on: those whom it wakes go on there at once.
    private let queue = DispatchQueue(label: "playback.alarms", target: .global())

    /// Signals `wakeup` at `instant`, in microseconds, or up to 4 ms later. It has no other alarm any more.
    func set(_ instant: Int, _ wakeup: Wakeup) {
        let rounded = (instant + Self.grid - 1) / Self.grid * Self.grid
        state.withLock { state in
            state.due[ObjectIdentifier(wakeup)] = (rounded, wakeup)
            arm(rounded, &state)
        }
    }

    /// Forgets the wakeup's alarm.
    func drop(_ wakeup: Wakeup) {
        state.withLock { _ = $0.due.removeValue(forKey: ObjectIdentifier(wakeup)) }
    }

    private func ring() {
        let now = MonotonicTime().microseconds
        let woken = state.withLock { state in
            let due = state.due.filter { $0.value.instant <= now }
            for key in due.keys { state.due[key] = nil }
            while let soonest = state.armed.last, soonest <= now { state.armed.removeLast() }
            if let next = state.due.values.map(\.instant).min() { arm(next, &state) }
            return due.values.map(\.wakeup)
        }
        for wakeup in woken { wakeup.signal() }
    }

    /// A timer that is set already is left: one that finds nothing due does no harm, and those that are due later are looked at
    /// when it fires.
    private func arm(_ instant: Int, _ state: inout State) {
        guard instant < state.armed.last ?? .max else { return }
        state.armed.append(instant)
        // Never early: what is not due yet would be looked at in vain.
        let left = max(0, instant - MonotonicTime().microseconds) + 1
        queue.asyncAfter(deadline: .now() + .microseconds(left)) { [weak self] in self?.ring() }
    }
}
