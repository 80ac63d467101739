private import Glibc

/// The directory that the hub's sockets lie in: mode 0700, so that only the same user and root reach them; or 0750, where a
/// group is let in, too.
package struct RuntimeDirectory: Sendable, Equatable {
    /// The sockets, one for each process that listens.
    package enum Socket: String, Sendable, CaseIterable {
        case llm = "llm.sock"
        case tts = "tts.sock"
        case audio = "audio.sock"
        case hub = "hub.sock"
    }

    /// What stages leave there for those that are started in their place when they are killed.
    package enum Memory: String, Sendable, CaseIterable {
        /// Of audio-sequencer: how far turns were heard.
        case places = "audio.places"
        /// Of llm-streamer: what was passed on of the answers that are under way.
        case answers = "llm.answers"
    }

    /// The directory's path.
    package let path: String

    /// Who may talk to the sockets here.
    package let peers: PeerCheck

    /// The longest path that a Unix socket's address holds, in bytes (unix(7): 108 with the closing zero).
    private static let longestSocketPath = 107

    /// Uses the directory at `path`, which is made where it is not there. Members of `group` are let in, where it is named.
    ///
    /// - Throws: ``TransportError`` where it cannot be made or given to the group, belongs to somebody else, or is too long for
    ///   a socket's address.
    package init(path: String, group: UserGroup? = nil) throws(TransportError) {
        try self.init(unchecked: path, PeerCheck(group: group))
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
        if let group { try open(to: group) }
    }

    private init(unchecked path: String, _ peers: PeerCheck) throws(TransportError) {
        self.path = path
        self.peers = peers
        let longest = Socket.allCases.map(\.rawValue.utf8.count).max() ?? 0
        guard path.utf8.count + 1 + longest <= Self.longestSocketPath else {
            throw TransportError(
                .system,
                "the runtime directory \(path) is too long: with a socket's name a path has at most "
                    + "\(Self.longestSocketPath) bytes"
            )
        }
    }

    private func open(to group: UserGroup) throws(TransportError) {
        guard chown(path, uid_t.max, group.id) == 0, chmod(path, 0o750) == 0 else {
            throw TransportError(
                .system,
                "the runtime directory \(path) cannot be given to the group \(group.name): "
                    + "\(String(cString: strerror(errno))); this user must be one of its members"
            )
        }
    }

    /// `$RUNTIME_DIRECTORY`, which systemd sets; else `$XDG_RUNTIME_DIR/loquat`; else one of this user's own under the
    /// temporary directory.
    ///
    /// - Throws: ``TransportError``, as ``init(path:group:)`` does.
    package static func resolve(group: UserGroup? = nil) throws(TransportError) -> RuntimeDirectory {
        if let given = variable("RUNTIME_DIRECTORY") { return try RuntimeDirectory(path: given, group: group) }
        if let given = variable("XDG_RUNTIME_DIR") {
            return try RuntimeDirectory(path: "\(given)/loquat", group: group)
        }
        return try RuntimeDirectory(path: "\(variable("TMPDIR") ?? "/tmp")/loquat-\(geteuid())", group: group)
    }

    /// The same for who only talks to a hub: what `$RUNTIME_DIRECTORY` names may be another user's, who lets a group in.
    ///
    /// - Throws: ``TransportError``, as ``init(path:group:)`` does.
    package static func ofHub() throws(TransportError) -> RuntimeDirectory {
        guard let given = variable("RUNTIME_DIRECTORY") else { return try resolve() }
        return try RuntimeDirectory(unchecked: given, PeerCheck())
    }

    /// The path of a socket in the directory.
    package func path(of socket: Socket) -> String { "\(path)/\(socket.rawValue)" }

    /// The path of what a stage leaves in the directory.
    package func path(of memory: Memory) -> String { "\(path)/\(memory.rawValue)" }

    /// Removes what stages have left: the turns that are told of are over, and their numbers are given to others.
    package func forgetTurns() {
        for memory in Memory.allCases { unlink(path(of: memory)) }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
