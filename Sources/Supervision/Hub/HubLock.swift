private import Glibc

/// That one hub at a time works in a directory: a lock that the kernel lets go of when the process ends, however it ends.
package final class HubLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at `path`; the file stays, for one that is removed could be locked twice.
    ///
    /// - Throws: ``Held`` where another process has it, ``Unavailable`` where the file cannot be made or locked.
    package init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Unavailable(reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = String(cString: strerror(errno))
            defer { close(descriptor) }
            if isHeld { throw Held(pid: Self.number(in: descriptor)) }
            throw Unavailable(reason: reason)
        }
        let line = "\(getpid())\n"
        _ = ftruncate(descriptor, 0)
        // Only for the message that another hub ends with.
        _ = pwrite(descriptor, line, line.utf8.count, 0)
    }

    deinit { close(descriptor) }

    /// Another process has the lock.
    package struct Held: Error, Equatable {
        /// Its id, as far as it has written that down.
        package let pid: Int32?
    }

    /// The lock cannot be had at all.
    package struct Unavailable: Error {
        /// What the system says.
        package let reason: String
    }

    private static func number(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self))
    }
}
