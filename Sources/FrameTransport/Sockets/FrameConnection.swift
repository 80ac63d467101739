import NIOCore

package import SpeechFrames

/// One peer at the other end of a Unix socket; greetings are exchanged and checked.
package final class FrameConnection: Sendable {
    /// Who the peer is and what it holds, in its own words.
    package let peer: Hello

    /// What this side told the peer in its own greeting.
    package let own: Hello

    /// Who the peer is as the kernel knows it, where it connected to us.
    package let credentials: PeerCredentials?

    /// What may wait for a peer that reads slowly, in bytes; beyond that ``send(_:)-(Frame)`` suspends.
    package static let limit = 1 << 20

    private let end: LinkEnd
    private let tap: FrameTap?

    init(end: LinkEnd, own: Hello, peer: Hello, credentials: PeerCredentials? = nil, tap: FrameTap?) {
        self.end = end
        self.own = own
        self.peer = peer
        self.credentials = credentials
        self.tap = tap
    }

    /// Sends one frame; suspends while the peer is far behind.
    ///
    /// - Throws: `FrameError` when it is too long, ``TransportError`` with the code `closed` when the link is gone.
    package func send(_ frame: Frame) async throws {
        try await send(RawFrame(frame))
    }

    /// Passes one frame on as it came.
    ///
    /// - Throws: ``TransportError`` with the code `closed` when the link is gone.
    package func send(_ frame: RawFrame) async throws {
        try await send([frame])
    }

    /// Passes frames on as they came, in one write: where this process is killed, the peer has all of them or none, as long as
    /// there is room in the socket.
    ///
    /// Where they `canWait`, for up to 5 ms, they go out with what comes meanwhile: on a link that carries many turns, what is told of
    /// all of them at one moment is one write then.
    ///
    /// - Throws: ``TransportError`` with the code `closed` when the link is gone.
    package func send(_ frames: [RawFrame], canWait: Bool = false) async throws {
        if let tap, !tap.isIdle { tap.copy(EncodedFrame(frames)) }
        end.write(frames, canWait: canWait)
        try await end.flow.room()
    }

    /// Ends the connection.
    package func close() {
        end.close()
    }

    /// The peer's frames after its greeting, without heartbeats. For one reader.
    package struct Frames: AsyncSequence {
        package typealias Element = RawFrame
        let inbound: NIOAsyncChannelInboundStream<RawFrame>
        let tap: FrameTap?

        package func makeAsyncIterator() -> Iterator {
            Iterator(inbound: inbound.makeAsyncIterator(), tap: tap)
        }

        package struct Iterator: AsyncIteratorProtocol {
            var inbound: NIOAsyncChannelInboundStream<RawFrame>.AsyncIterator
            let tap: FrameTap?

            package mutating func next() async throws -> RawFrame? {
                let frame = try await inbound.next(isolation: #isolation)
                if let frame, let tap, !tap.isIdle { tap.copy(EncodedFrame(frame)) }
                return frame
            }
        }
    }
}
