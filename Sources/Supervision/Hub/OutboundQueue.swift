internal import FrameTransport
internal import SpeechFrames
private import Synchronization

/// What waits to be sent to one peer: the lock that decides what is sent is never held while a peer is slow.
///
/// At most ``limit`` frames wait beside those that are being sent; with one more, the connection is ended, for a peer that
/// reads so slowly hangs. It may connect again. Of pictures that replace each other only the newest waits.
final class OutboundQueue: Sendable {
    static let limit = 4_096

    private struct State {
        var frames: [Frame] = []
        var isGivenUp = false
        var connection: FrameConnection?
    }

    private let state = Mutex(State())
    private let changed = WaitList()

    init() {}

    /// Has a frame sent. One that is a `picture` takes the place of the last one of its type, if that still waits.
    func send(_ frame: Frame, isPicture: Bool = false) {
        let overflowed = state.withLock { state -> FrameConnection? in
            if isPicture, let index = state.frames.firstIndex(where: { $0.type == frame.type }) {
                state.frames[index] = frame
            } else if state.frames.count < Self.limit {
                state.frames.append(frame)
            } else {
                state.isGivenUp = true
                state.frames = []
                return state.connection.take()
            }
            return nil
        }
        // The end of the connection ends a `send` that waits for room on it, which a cancellation would not.
        overflowed?.close()
        changed.wake()
    }

    /// Sends what comes until the queue is given up or the task is cancelled.
    ///
    /// - Throws: what the connection throws, `TransportError` where the peer was too slow, and `CancellationError`.
    func drain(into connection: FrameConnection) async throws {
        state.withLock { $0.connection = connection }
        defer { state.withLock { $0.connection = nil } }
        while true {
            for frame in try await next() { try await connection.send(frame) }
        }
    }

    private func next() async throws -> [Frame] {
        try await changed.wait { state.withLock { !$0.frames.isEmpty || $0.isGivenUp } }
        return try state.withLock { state in
            if state.isGivenUp { throw TransportError(.closed, "the peer was too slow a reader") }
            defer { state.frames = [] }
            return state.frames
        }
    }
}
