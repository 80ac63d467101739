import FrameTransport
import HubTraces
import Synchronization
import TestSupport

/// Takes batches, or does not, as a test says.
final class ScriptedDestination: SpanDestination {
    let name = "the test"

    private struct State {
        var faults: [SpanFault]
        var attempts: [[UInt8]] = []
        var taken: [[UInt8]] = []
    }

    private let state: Mutex<State>
    private let changed = WaitList()
    private let hanging: ManualClock?

    /// The first attempts fail with `faults`; with a clock by which it is `hanging`, all others use up their time.
    init(_ faults: [SpanFault] = [], hanging: ManualClock? = nil) {
        state = Mutex(State(faults: faults))
        self.hanging = hanging
    }

    /// How often it was tried.
    var attempts: Int { state.withLock { $0.attempts.count } }

    /// What was taken, as texts.
    var taken: [String] { state.withLock { $0.taken.map { String(decoding: $0, as: UTF8.self) } } }

    func take(_ batch: [UInt8], within limit: Duration) async throws(SpanFault) {
        let fault = state.withLock { state -> SpanFault? in
            state.attempts.append(batch)
            if !state.faults.isEmpty { return state.faults.removeFirst() }
            if hanging != nil { return SpanFault("it hangs") }
            state.taken.append(batch)
            return nil
        }
        if fault != nil { hanging?.advance(by: limit) }
        changed.wake()
        if let fault { throw fault }
    }

    /// Suspends until it was tried so often.
    func wait(forAttempts count: Int) async throws { try await changed.wait { attempts >= count } }

    /// Suspends until so many batches were taken.
    func wait(forBatches count: Int) async throws { try await changed.wait { taken.count >= count } }
}
