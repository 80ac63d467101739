internal import FrameTransport
internal import SpeechFrames

/// What waits to be sent to one peer: the lock that decides what is sent is never held while a peer is slow.
///
/// At most ``limit`` frames wait; with one more, the connection is given up, for a peer that reads so slowly hangs. It may
/// connect again.
struct OutboundQueue: Sendable {
    static let limit = 4_096

    private let frames: AsyncStream<Frame>
    private let continuation: AsyncStream<Frame>.Continuation

    init() {
        (frames, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.limit))
    }

    func send(_ frame: Frame) {
        if case .dropped = continuation.yield(frame) { continuation.finish() }
    }

    /// Sends what comes until the queue is given up or the task is cancelled.
    ///
    /// - Throws: what the connection throws.
    func drain(into connection: FrameConnection) async throws {
        for await frame in frames { try await connection.send(frame) }
    }
}
