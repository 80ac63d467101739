package import Logging
private import NIOCore
package import SpeechFrames

/// Listens on a Unix socket and serves every peer that may come in, side by side.
package struct FrameServer: Sendable {
    private let path: String
    private let accepted: Set<FrameType>
    private let check: PeerCheck
    private let logger: Logger
    private let answer: Handshake.Answer
    private let pulse: @Sendable () async -> Void
    private let attendance = Attendance()
    private let tap = FrameTap()

    /// Listens at `path` for whom `check` lets in; a frame of a type that is not in `accepted` ends its connection.
    ///
    /// `answer` is what this side says to a peer, asked anew for each connection, when all is taken that an earlier process
    /// of the peer's role had sent. It may wait for a little while, shorter than a peer is silent that hangs, and throw.
    ///
    /// `pulse` goes through whatever would hang with the work that is served, its locks or actors, and must be cheap: peers get
    /// a sign of life only while it returns.
    package init(
        path: String,
        accepting accepted: Set<FrameType>,
        check: PeerCheck = PeerCheck(),
        logger: Logger,
        pulse: @escaping @Sendable () async -> Void = {},
        answering answer: @escaping @Sendable (_ peer: Hello) async throws -> Hello
    ) {
        self.path = path
        self.accepted = accepted
        self.check = check
        self.logger = logger
        self.answer = answer
        self.pulse = pulse
    }

    /// Listens at `path`, and says the same to every peer: `hello`, asked anew for each connection.
    package init(
        path: String,
        accepting accepted: Set<FrameType>,
        check: PeerCheck = PeerCheck(),
        logger: Logger,
        pulse: @escaping @Sendable () async -> Void = {},
        hello: @escaping @Sendable () -> Hello
    ) {
        self.init(path: path, accepting: accepted, check: check, logger: logger, pulse: pulse) { _ in hello() }
    }

    /// Returns when the work that is served, and what carries its frames, have shown that they go on.
    package func prove() async {
        await pulse()
        await EventLoops.turn()
    }

    /// Serves until cancelled; each connection in a task of its own, which ends with it. The socket's file is removed, unless
    /// the socket was handed over (`LISTEN_FDS`). `listening` is called when peers can connect.
    ///
    /// What goes wrong on one connection ends that one and is logged.
    ///
    /// - Throws: ``TransportError`` where the socket cannot be made, or somebody listens there already.
    package func run(
        listening: @Sendable () -> Void = {},
        _ serve: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws {
        let unserved = UnservedLinks()
        let socket = try await ListeningSocket.open(path, to: check.group) { channel in
            try unserved.add { try LinkEnd(channel, accepting: accepted) }
        }
        defer { socket.remove() }
        listening()
        do {
            try await socket.channel.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await end in connections {
                        group.addTask {
                            unserved.remove(end)
                            await self.serve(end, serve)
                        }
                    }
                }
            }
        } catch {
            await unserved.close()
            throw error
        }
        await unserved.close()
    }

    private func serve(_ end: LinkEnd, _ serve: @escaping Handshake.Serve) async {
        let credentials: PeerCredentials
        do {
            credentials = try await admit(end)
        } catch {
            // Whoever only looks whether somebody listens is gone at once.
            let isGone = (error as? TransportError)?.code == .closed
            logger.log(level: isGone ? .debug : .warning, "link refused: \(error)")
            return await end.abandon()
        }
        do {
            try await Handshake.accept(
                end,
                of: credentials,
                in: attendance,
                tap: tap,
                answering: answer,
                pulse: pulse,
                serve
            )
        } catch is CancellationError {
            return
        } catch let error as TransportError where error.code == .closed {
            logger.debug("link ended: \(error)")
        } catch {
            logger.warning("link ended: \(error)")
        }
        end.close()
    }

    private func admit(_ end: LinkEnd) async throws -> PeerCredentials {
        let peer = try await PeerCredentials(of: end.channel.channel)
        guard check.admits(peer) else {
            throw TransportError(.system, "process \(peer.pid) of user \(peer.uid) is not let in")
        }
        return peer
    }
}
