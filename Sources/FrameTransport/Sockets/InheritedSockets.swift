private import Glibc

/// Sockets that systemd made and handed over (sd_listen_fds(3)): descriptors from 3 on, `LISTEN_FDS` of them, meant for the
/// process `LISTEN_PID`.
enum InheritedSockets {
    /// The descriptor of the socket at `path`, for its one user; `nil` where none was handed over for it.
    static func take(_ path: String) -> Int32? {
        descriptors(count: variable("LISTEN_FDS"), process: variable("LISTEN_PID"), own: getpid())
            .first { descriptor in
                guard UnixAddress.path(ofListener: descriptor).map({ isSame($0, path) }) ?? false else { return false }
                // Our workers have no business with it.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                return true
            }
    }

    /// The descriptors that the two variables announce to the process `own`.
    static func descriptors(count: String?, process: String?, own: Int32) -> Range<Int32> {
        guard let count = count.flatMap(Int32.init), let process = process.flatMap(Int32.init), process == own,
            (1...64).contains(count)
        else { return 3..<3 }
        return 3..<3 + count
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        guard one != other else { return true }
        return resolved(one) == resolved(other)
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
