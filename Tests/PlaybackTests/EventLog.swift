import FrameTransport
import Playback
import Synchronization
import TestSupport

/// Collects what a sequencer tells, and lets a test wait for it.
final class EventLog: Sendable {
    private struct State {
        var events: [PlaybackEvent] = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let changed = WaitList()

    var events: [PlaybackEvent] { state.withLock { $0.events } }

    func add(_ events: [PlaybackEvent]) {
        state.withLock { $0.events += events }
        changed.wake()
    }

    /// Nothing more comes: nobody waits any longer.
    func close() {
        state.withLock { $0.isOver = true }
        changed.wake()
    }

    /// Suspends until the events meet the condition, or no more come.
    ///
    /// - Throws: `SetupError` when the task is cancelled, as by a test's time limit.
    func wait(
        until isMet: ([PlaybackEvent]) -> Bool,
        _ file: String = #fileID,
        _ line: Int = #line
    ) async throws {
        try await changed.wait(in: file, line, for: "more to be told; so far: \(summary(events))") {
            let (events, isOver) = state.withLock { ($0.events, $0.isOver) }
            return isOver || isMet(events)
        }
    }

    /// Suspends until one of the events is like that.
    ///
    /// - Throws: as ``wait(until:_:_:)``.
    func wait(
        forOne isWanted: (PlaybackEvent) -> Bool,
        _ file: String = #fileID,
        _ line: Int = #line
    ) async throws {
        try await wait(until: { $0.contains(where: isWanted) }, file, line)
    }
}
