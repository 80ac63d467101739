import NIOCore
import SpeechFrames

/// What both ends of a link do: greet, and check the greeting.
///
/// Who connects greets first. Who listens answers when it has taken all that an earlier process of the same role had sent: so
/// what its greeting says that it holds is true, and nothing older comes after it.
struct Handshake: Sendable {
    typealias Serve = @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void

    /// What this side says to a peer; may wait, and refuse it.
    typealias Answer = @Sendable (_ peer: Hello) async throws -> Hello

    /// Runs a connection that this side made, from greeting to end.
    ///
    /// - Throws: `FrameError`, ``TransportError``, and what `serve` throws.
    static func connect(
        _ end: LinkEnd,
        saying hello: @escaping @Sendable () -> Hello,
        _ serve: @escaping Serve
    ) async throws {
        try await end.channel.executeThenClose { inbound, _ in
            let own = hello()
            try end.greet(own)
            let peer = try await end.greeting.get()
            try check(peer)
            let connection = FrameConnection(end: end, own: own, peer: peer, tap: nil)
            try await serve(connection, FrameConnection.Frames(inbound: inbound, tap: nil))
        }
    }

    /// Runs a connection that a peer made, from greeting to end; `pulse` proves meanwhile that who serves it lives.
    ///
    /// - Throws: `FrameError`, ``TransportError``, and what `answer` and `serve` throw.
    static func accept(
        _ end: LinkEnd,
        of credentials: PeerCredentials,
        in attendance: Attendance,
        tap: FrameTap,
        answering answer: @escaping Answer,
        pulse: @escaping @Sendable () async -> Void,
        _ serve: @escaping Serve
    ) async throws {
        try await end.channel.executeThenClose { inbound, _ in
            let peer = try await end.greeting.get()
            if peer.role == FrameTap.role {
                try end.greet(try await answer(peer))
                try check(peer)
                return try await tap.serve(end)
            }
            let key = attendance.enter(peer.role, end)
            defer { attendance.leave(key) }
            try await attendance.waitForTurn(of: key)
            let own = try await answer(peer)
            try end.greet(own)
            // Only now, so that a peer of another version learns whom it speaks to.
            try check(peer)
            let connection = FrameConnection(end: end, own: own, peer: peer, credentials: credentials, tap: tap)
            async let _ = end.proveAlive(by: pulse)
            try await serve(connection, FrameConnection.Frames(inbound: inbound, tap: tap))
        }
    }

    private static func check(_ peer: Hello) throws(TransportError) {
        guard peer.protocol == Hello.currentProtocol else {
            throw TransportError(
                .system,
                "\(peer.role) \(peer.version) speaks protocol \(peer.protocol): this one speaks protocol "
                    + "\(Hello.currentProtocol); install both from one version"
            )
        }
    }
}
