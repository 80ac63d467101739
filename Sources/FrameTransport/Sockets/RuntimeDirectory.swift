private import Glibc

/// The directory that the hub's sockets lie in: mode 0700, so that only the same user and root reach them.
package struct RuntimeDirectory: Sendable, Equatable {
    /// The sockets, one for each process that listens.
    package enum Socket: String, Sendable, CaseIterable {
        case llm = "llm.sock"
        case tts = "tts.sock"
        case audio = "audio.sock"
        case hub = "hub.sock"
    }

    /// The directory's path.
    package let path: String

    /// The longest path that a Unix socket's address holds, in bytes (unix(7): 108 with the closing zero).
    private static let longestSocketPath = 107

    /// Uses the directory at `path`, which is made where it is not there.
    ///
    /// - Throws: ``TransportError`` where it cannot be made, belongs to somebody else, or is too long for a socket's address.
    package init(path: String) throws(TransportError) {
        self.path = path
        let longest = Socket.allCases.map(\.rawValue.utf8.count).max() ?? 0
        guard path.utf8.count + 1 + longest <= Self.longestSocketPath else {
            throw TransportError(
                .system,
                "the runtime directory \(path) is too long: with a socket's name a path has at most "
                    + "\(Self.longestSocketPath) bytes"
            )
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw TransportError(
                .system,
                "the runtime directory \(path) cannot be made: \(String(cString: strerror(errno)))"
            )
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
            throw TransportError(.system, "the runtime directory \(path) is not a directory of this user")
        }
    }

    /// `$RUNTIME_DIRECTORY`, which systemd sets; else `$XDG_RUNTIME_DIR/loquat`; else one of this user's own under the
    /// temporary directory.
    ///
    /// - Throws: ``TransportError``, as ``init(path:)`` does.
    package static func resolve() throws(TransportError) -> RuntimeDirectory {
        if let given = variable("RUNTIME_DIRECTORY") { return try RuntimeDirectory(path: given) }
        if let given = variable("XDG_RUNTIME_DIR") { return try RuntimeDirectory(path: "\(given)/loquat") }
        return try RuntimeDirectory(path: "\(variable("TMPDIR") ?? "/tmp")/loquat-\(geteuid())")
    }

    /// The path of a socket in the directory.
    package func path(of socket: Socket) -> String { "\(path)/\(socket.rawValue)" }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
