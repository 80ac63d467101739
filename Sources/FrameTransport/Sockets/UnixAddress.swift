private import Glibc

/// Addresses of Unix sockets, where NIO has no call for what is asked.
package enum UnixAddress {
    /// Whether a process listens at `path`. One that is too busy to accept counts: it is there.
    static func hasListener(_ path: String) -> Bool { probe(path).hasListener }

    /// The process that listens at `path`, without talking to it; `nil` where nobody does, or nobody can connect.
    package static func listener(at path: String) -> Int32? { probe(path).process }

    private static func probe(_ path: String) -> (hasListener: Bool, process: Int32?) {
        let descriptor = makeSocket()
        guard descriptor >= 0 else { return (false, nil) }
        defer { close(descriptor) }
        if withAddress(path, { connect(descriptor, $0, $1) }) == 0 {
            return (true, PeerCredentials.listener(descriptor))
        }
        // EAGAIN: it listens, and its queue is full (connect(2)).
        return (errno == EAGAIN, nil)
    }

    /// Makes a socket that is bound to `path`, in place of a file that nobody listens at.
    ///
    /// `advice` says what else would do where somebody does.
    ///
    /// - Throws: ``TransportError`` where somebody listens there, there is another file, or the system refuses.
    package static func bindAnew(_ path: String, advice: String) throws(TransportError) -> Int32 {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else {
                throw TransportError(.system, "cannot listen at \(path): there is a file that is no socket; remove it")
            }
            if hasListener(path) {
                let problem = "cannot listen at \(path): another process listens there already"
                throw TransportError(.system, "\(problem); stop it, or \(advice)")
            }
            unlink(path)
        }
        return try bind(path)
    }

    /// Makes a socket that is bound to `path`.
    ///
    /// - Throws: ``TransportError`` where the system refuses.
    static func bind(_ path: String) throws(TransportError) -> Int32 {
        let descriptor = makeSocket()
        guard descriptor >= 0, withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw TransportError(.system, "cannot listen at \(path): \(reason)")
        }
        return descriptor
    }

    private static func makeSocket() -> Int32 {
        let options = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
        return socket(AF_UNIX, options, 0)
    }

    private static func withAddress(
        _ path: String,
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// The path that a listening socket is bound to; `nil` where the descriptor is no such socket.
    static func path(ofListener descriptor: Int32) -> String? {
        var isListening: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length) == 0, isListening != 0 else {
            return nil
        }
        var address = sockaddr_un()
        var size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        return withUnsafeBytes(of: &address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
