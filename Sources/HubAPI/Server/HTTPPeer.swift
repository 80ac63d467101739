internal import FrameTransport
internal import NIOCore

/// Who is at the other end of a connection.
struct HTTPPeer: Sendable {
    /// What its requests are counted by: its address; on Unix sockets all are one.
    let name: String
    /// As the kernel knows it, on a Unix socket; `nil`: nobody knows.
    var credentials: PeerCredentials?

    init(_ channel: any Channel) {
        name = channel.remoteAddress?.ipAddress ?? "unix"
    }

    /// Who is at the other end of the channel; asks the kernel, where it knows.
    static func known(_ channel: any Channel) async -> HTTPPeer {
        var peer = HTTPPeer(channel)
        if peer.name == "unix" { peer.credentials = try? await PeerCredentials(of: channel) }
        return peer
    }
}
