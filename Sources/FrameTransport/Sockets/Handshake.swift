import NIOCore
import NIOPosix
import SpeechFrames

/// What both ends of a link do: greet, check the greeting, prove to be alive, and end a peer that does not.
struct Handshake: Sendable {
    /// How long a link may be idle before it proves itself alive.
    static let heartbeat = Duration.seconds(1)

    /// How long a peer may be silent before it counts as hung.
    static let patience = Duration.seconds(2)

    typealias Serve = @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void

    let hello: @Sendable () -> Hello
    let tap: FrameTap?

    /// Runs one connection from greeting to end.
    ///
    /// - Throws: `FrameError`, ``TransportError``, and what `serve` throws.
    func run(_ end: LinkEnd, _ serve: @escaping Serve) async throws {
        try await end.channel.executeThenClose { inbound, _ in
            try end.write(EncodedFrame(.hello(hello())))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await keepAlive(end) }
                group.addTask {
                    let peer = try await end.greeting.get()
                    if peer.role == "tap", let tap { return try await copy(tap, to: end) }
                    let connection = FrameConnection(end: end, peer: peer, tap: tap)
                    try await serve(connection, FrameConnection.Frames(inbound: inbound, tap: tap))
                }
                defer { group.cancelAll() }
                // Whichever ends first ends the other: the talk, or a peer's silence.
                try await group.next()
            }
        }
    }

    private func keepAlive(_ end: LinkEnd) async throws {
        while true {
            try await Task.sleep(for: Self.heartbeat / 2)
            if end.flow.silence > Self.patience {
                throw TransportError(.closed, "the peer has been silent for \(Self.patience): it hangs")
            }
            if end.flow.lastSent.duration(to: .now) >= Self.heartbeat / 2 {
                // Without what is held: only a link's first greeting is acted on.
                var greeting = hello()
                greeting.holds = nil
                try end.write(EncodedFrame(.hello(greeting)))
            }
        }
    }

    private func copy(_ tap: FrameTap, to end: LinkEnd) async throws {
        for await frame in tap.frames() {
            end.write(frame)
            try await end.flow.room()
        }
    }
}
