private import Glibc
package import Logging
private import NIOCore
private import NIOPosix
package import SpeechFrames

/// Listens on a Unix socket and serves every peer that may come in, side by side.
package struct FrameServer: Sendable {
    private let path: String
    private let accepted: Set<FrameType>
    private let check: PeerCheck
    private let logger: Logger
    private let handshake: Handshake

    /// Listens at `path` for whom `check` lets in; a frame of a type that is not in `accepted` ends its connection.
    ///
    /// `hello` is what this side says of itself, asked anew for each connection.
    package init(
        path: String,
        accepting accepted: Set<FrameType>,
        check: PeerCheck = PeerCheck(),
        logger: Logger,
        hello: @escaping @Sendable () -> Hello
    ) {
        self.path = path
        self.accepted = accepted
        self.check = check
        self.logger = logger
        handshake = Handshake(hello: hello, tap: FrameTap())
    }

    /// Serves until cancelled; each connection in a task of its own, which ends with it. The socket's file is removed.
    ///
    /// What goes wrong on one connection ends that one and is logged.
    ///
    /// - Throws: ``TransportError`` where the socket cannot be made.
    package func run(
        _ serve: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        let server = try await listen()
        defer { unlink(path) }
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await end in connections {
                    group.addTask { await self.serve(end, serve) }
                }
            }
        }
    }

    private func serve(_ end: LinkEnd, _ serve: @escaping Handshake.Serve) async {
        do {
            try await admit(end)
        } catch {
            logger.warning("link refused: \(error)")
            return await end.abandon()
        }
        do {
            try await handshake.run(end, serve)
        } catch is CancellationError {
            return
        } catch let error as TransportError where error.code == .closed {
            logger.debug("link ended: \(error)")
        } catch {
            logger.warning("link ended: \(error)")
        }
        end.close()
    }

    private func admit(_ end: LinkEnd) async throws {
        let peer = try await PeerCheck.credentials(of: end.channel.channel)
        guard check.admits(peer) else {
            throw TransportError(.system, "process \(peer.pid) of user \(peer.uid) is not let in")
        }
    }

    private func listen() async throws -> NIOAsyncChannel<LinkEnd, Never> {
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try LinkEnd(channel, accepting: accepted)
                    }
                }
        } catch {
            throw TransportError(.system, "cannot listen at \(path): \(error)")
        }
    }
}
