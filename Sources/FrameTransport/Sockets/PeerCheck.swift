private import Glibc
import NIOCore

/// Decides who is let in: the same user, root, and the members of one group where it is named.
package struct PeerCheck: Sendable, Equatable {
    /// The group that is let in, too.
    let group: UserGroup?
    private let uid: UInt32

    /// Lets in `uid`, root, and whoever is in `group`.
    package init(uid: UInt32 = geteuid(), group: UserGroup? = nil) {
        self.uid = uid
        self.group = group
    }

    package func admits(_ peer: PeerCredentials) -> Bool {
        peer.uid == uid || peer.uid == 0 || group.map { peer.groups.contains($0.id) } ?? false
    }
}
