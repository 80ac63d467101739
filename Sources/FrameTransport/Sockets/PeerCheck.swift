private import Glibc
import NIOCore

/// Who is at the other end of a Unix socket, as the kernel knows it.
package struct PeerCredentials: Sendable, Equatable {
    package var pid: Int32
    package var uid: UInt32
    package var gid: UInt32

    package init(pid: Int32, uid: UInt32, gid: UInt32) {
        self.pid = pid
        self.uid = uid
        self.gid = gid
    }
}

/// Decides who is let in: the same user, root, and one group where it is named.
package struct PeerCheck: Sendable {
    private let uid: UInt32
    private let group: UInt32?

    /// Lets in `uid`, root, and whoever's group is `group`.
    package init(uid: UInt32 = geteuid(), group: UInt32? = nil) {
        self.uid = uid
        self.group = group
    }

    package func admits(_ peer: PeerCredentials) -> Bool {
        peer.uid == uid || peer.uid == 0 || (group != nil && peer.gid == group)
    }

    /// Asks the kernel (`SO_PEERCRED`, unix(7)): who connected or listened, as of that moment.
    static func credentials(of channel: any Channel) async throws -> PeerCredentials {
        guard let provider = channel as? any SocketOptionProvider else {
            throw TransportError(.system, "the socket cannot say who is at its other end")
        }
        let raw: UCred = try await provider.unsafeGetSocketOption(
            level: .socket,
            name: .init(rawValue: CInt(SO_PEERCRED))
        ).get()
        return PeerCredentials(pid: raw.pid, uid: raw.uid, gid: raw.gid)
    }

    /// `struct ucred`, which Swift's Glibc does not show.
    private struct UCred: Sendable {
        var pid: Int32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
    }
}
