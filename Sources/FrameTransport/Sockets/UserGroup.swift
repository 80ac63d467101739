private import Glibc

/// A group of users, as the system knows it.
package struct UserGroup: Sendable, Equatable {
    /// The number that the kernel knows it by.
    package let id: UInt32

    /// As it was named.
    package let name: String

    /// The longest line of a group's members that is read, in bytes.
    private static let longestEntry = 1 << 20

    /// Looks up a group by its name or number; `nil` where there is none of that name.
    package init?(_ name: String) {
        self.name = name
        if let number = UInt32(name) {
            id = number
            return
        }
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: Self.longestEntry)
        guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        id = entry.gr_gid
    }
}
