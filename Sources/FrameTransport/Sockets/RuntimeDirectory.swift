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

    /// What stages leave in ``own`` for those that are started in their place when they are killed.
    package enum Memory: String, Sendable, CaseIterable {
        /// Of audio-sequencer: how far turns were heard.
        case places = "audio.places"
        /// Of llm-streamer: what was passed on of the answers that are under way.
        case answers = "llm.answers"
    }

    /// The directory's path.
    package let path: String

    /// Where this process keeps files of its own: beside the sockets, or apart where other users' processes have theirs there.
    package let own: String

    /// Whether this process's socket was made by the service manager, which then runs the others, too.
    package func isHandedOver(_ socket: Socket) -> Bool { InheritedSockets.has(path(of: socket)) }

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
        try Self.make(path)
        if let group { try open(to: group) }
    }

    /// The sockets in `path` are the service manager's; only `own` is this process's.
    private init(handedOver path: String, own: String, _ group: UserGroup?) throws(TransportError) {
        try self.init(unchecked: path, own: own, PeerCheck(group: group))
        try Self.make(own)
    }

    private static func make(_ path: String) throws(TransportError) {
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

    private init(unchecked path: String, own: String? = nil, _ peers: PeerCheck) throws(TransportError) {
        self.path = path
        self.own = own ?? path
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
    /// temporary directory. Where systemd has handed over one of the sockets, the others are beside that one, and
    /// `$RUNTIME_DIRECTORY` is for this process's own files.
    ///
    /// - Throws: ``TransportError``, as ``init(path:group:)`` does.
    package static func resolve(group: UserGroup? = nil) throws(TransportError) -> RuntimeDirectory {
        if let sockets = InheritedSockets.directory, let own = variable("RUNTIME_DIRECTORY"), own != sockets {
            return try RuntimeDirectory(handedOver: sockets, own: own, group)
        }
        if let given = variable("RUNTIME_DIRECTORY") { return try RuntimeDirectory(path: given, group: group) }
        if let given = variable("XDG_RUNTIME_DIR") {
            return try RuntimeDirectory(path: "\(given)/loquat", group: group)
        }
        return try RuntimeDirectory(path: "\(variable("TMPDIR") ?? "/tmp")/loquat-\(geteuid())", group: group)
    }

    /// The same for who only talks to a hub: what `$RUNTIME_DIRECTORY` names may be another user's, who lets a group in. Where it
    /// is not set and this user has no hub, the machine's own, if it has one.
    ///
    /// - Throws: ``TransportError``, as ``init(path:group:)`` does.
    package static func ofHub() throws(TransportError) -> RuntimeDirectory {
        if let given = variable("RUNTIME_DIRECTORY") { return try RuntimeDirectory(unchecked: given, PeerCheck()) }
        let own = try resolve()
        let machine = try RuntimeDirectory(unchecked: "/run/loquat", PeerCheck())
        let isThere = access(machine.path(of: .hub), F_OK) == 0
        return isThere && !UnixAddress.hasListener(own.path(of: .hub)) ? machine : own
    }

    /// The path of a socket in the directory.
    package func path(of socket: Socket) -> String { "\(path)/\(socket.rawValue)" }

    /// The path of what a stage leaves for its successor.
    package func path(of memory: Memory) -> String { "\(own)/\(memory.rawValue)" }

    /// Removes what stages have left here: the turns that are told of are over, and their numbers are given to others.
    package func forgetTurns() {
        for memory in Memory.allCases { unlink(path(of: memory)) }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
