package import SpeechFrames
private import Synchronization

/// The peers that are connected to a stage, each with what waits to be sent to it.
///
/// Sending never waits, so that a slow peer holds nobody back. One that is ``limit`` frames behind is cut off: when it
/// comes back it is told anew how things are.
package final class FramePeers: Sendable {
    /// How many times frames were sent may wait for a peer.
    package static let limit = 8_192

    private struct Peer {
        let role: String
        let outbox: AsyncStream<[RawFrame]>.Continuation
    }

    private struct State {
        var peers: [Int: Peer] = [:]
        var nextKey = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Serves one connection to its end: sends it what is to be sent, and hands over what comes from it, in order. `receive`
    /// must not wait for long: a peer whose heartbeats are not read counts as hung.
    ///
    /// What `first` gives is sent before anything else. It is asked when the peer is among those that are told of all that
    /// happens, so that nothing is lost between the two.
    ///
    /// - Throws: What the connection and `receive` throw.
    package func serve(
        _ connection: FrameConnection,
        _ frames: FrameConnection.Frames,
        first: () -> [RawFrame] = { [] },
        _ receive: @escaping @Sendable (RawFrame) async throws -> Void
    ) async throws {
        let (outbox, continuation) = AsyncStream.makeStream(
            of: [RawFrame].self,
            bufferingPolicy: .bufferingOldest(Self.limit)
        )
        let key = enter(Peer(role: connection.peer.role, outbox: continuation))
        defer { leave(key) }
        let first = first()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for frame in first { try await connection.send(frame) }
                for await frames in outbox {
                    // It tells how far things are, and the next one tells it anew.
                    try await connection.send(frames, canWait: frames.allSatisfy { $0.type == .progress })
                }
                throw TransportError(.closed, "\(connection.peer.role) was too slow a reader")
            }
            group.addTask {
                for try await frame in frames { try await receive(frame) }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Whether a peer of that role is connected.
    package func isLinked(_ role: String) -> Bool {
        state.withLock { $0.peers.values.contains { $0.role == role } }
    }

    /// Sends a frame to all peers whose role `isMeant`.
    package func send(_ frame: RawFrame, to isMeant: (String) -> Bool = { _ in true }) {
        send([frame], to: isMeant)
    }

    /// Sends frames that belong together to all peers whose role `isMeant`.
    package func send(_ frames: [RawFrame], to isMeant: (String) -> Bool) {
        if frames.isEmpty { return }
        let peers = state.withLock { state in state.peers.values.filter { isMeant($0.role) } }
        for peer in peers {
            if case .dropped = peer.outbox.yield(frames) { peer.outbox.finish() }
        }
    }

    /// Sends a frame of ours.
    package func send(_ frame: Frame, to isMeant: (String) -> Bool = { _ in true }) {
        send([frame], to: isMeant)
    }

    /// Sends frames of ours, each peer's in one write.
    package func send(_ frames: [Frame], to isMeant: (String) -> Bool = { _ in true }) {
        // Frames of ours can be encoded: texts are cut far below a frame's limit where they are made.
        send(frames.compactMap { try? RawFrame($0) }, to: isMeant)
    }

    private func enter(_ peer: Peer) -> Int {
        state.withLock { state in
            defer { state.nextKey += 1 }
            state.peers[state.nextKey] = peer
            return state.nextKey
        }
    }

    private func leave(_ key: Int) {
        state.withLock { $0.peers.removeValue(forKey: key) }?.outbox.finish()
    }
}
