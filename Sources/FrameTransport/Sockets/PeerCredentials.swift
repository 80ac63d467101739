private import Glibc
package import NIOCore

/// Who is at the other end of a Unix socket, as the kernel knows it: as of the moment in which they connected or listened.
package struct PeerCredentials: Sendable, Equatable {
    package var pid: Int32
    package var uid: UInt32
    /// The groups that the process is in, its own first.
    package var groups: [UInt32]

    package init(pid: Int32, uid: UInt32, groups: [UInt32]) {
        self.pid = pid
        self.uid = uid
        self.groups = groups
    }

    /// Asks the kernel (`SO_PEERCRED`, `SO_PEERGROUPS`, unix(7)).
    ///
    /// - Throws: ``TransportError`` with the code `closed` where the peer is gone already.
    package init(of channel: any Channel) async throws {
        guard let provider = channel as? any SocketOptionProvider else {
            throw TransportError(.system, "the socket cannot say who is at its other end")
        }
        do {
            let raw: Credentials = try await provider.unsafeGetSocketOption(
                level: .socket,
                name: .init(rawValue: CInt(SO_PEERCRED))
            ).get()
            // Who is in more groups than have room is known by its first group only.
            let more: Groups? = try? await provider.unsafeGetSocketOption(
                level: .socket,
                name: .init(rawValue: Self.peerGroups)
            ).get()
            self.init(pid: raw.pid, uid: raw.uid, groups: [raw.gid] + (more?.all ?? []))
        } catch {
            throw TransportError(.closed, "the peer was gone before it was known who it is")
        }
    }

    /// The process that listens at the other end of a connected socket.
    static func listener(_ descriptor: Int32) -> Int32? {
        var raw = Credentials()
        var length = socklen_t(MemoryLayout<Credentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &raw, &length) == 0 else { return nil }
        return raw.pid
    }

    /// `SO_PEERGROUPS` (socket(7)), which Swift's Glibc does not show.
    private static let peerGroups: CInt = 59

    /// `struct ucred`, which Swift's Glibc does not show.
    private struct Credentials: Sendable {
        var pid: Int32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
    }

    /// Room for the numbers of groups. What the kernel does not fill stays 0, which is root's, who is let in anyway.
    private struct Groups: Sendable {
        private var numbers: InlineArray<1_024, UInt32>

        var all: [UInt32] { numbers.indices.map { numbers[$0] }.filter { $0 != 0 } }
    }
}
