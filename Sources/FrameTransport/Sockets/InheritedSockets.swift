private import Glibc

/// Sockets that systemd made and handed over (sd_listen_fds(3)): descriptors from 3 on, `LISTEN_FDS` of them, meant for the
/// process `LISTEN_PID`.
package enum InheritedSockets {
    /// The directory of the first socket that was handed over and is one of the hub's; `nil` where none was.
    static var directory: String? {
        all.lazy.compactMap { descriptor -> String? in
            guard let path = UnixAddress.path(ofListener: descriptor), let slash = path.lastIndex(of: "/"),
                RuntimeDirectory.Socket(rawValue: String(path[path.index(after: slash)...])) != nil
            else { return nil }
            return String(path[..<slash])
        }.first
    }

    /// Whether a socket was handed over for `path`.
    static func has(_ path: String) -> Bool {
        all.contains { UnixAddress.path(ofListener: $0).map { isSame($0, path) } ?? false }
    }

    /// The descriptor of the socket at `path`, for its one user; `nil` where none was handed over for it.
    static func take(_ path: String) -> Int32? {
        all.first { descriptor in
            guard UnixAddress.path(ofListener: descriptor).map({ isSame($0, path) }) ?? false else { return false }
            // Our workers have no business with it.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            return true
        }
    }

    private static var all: Range<Int32> {
        descriptors(count: variable("LISTEN_FDS"), process: variable("LISTEN_PID"), own: getpid())
    }

    /// The descriptors of the sockets that were given that name (`FileDescriptorName=`, `LISTEN_FDNAMES`), for their one user.
    package static func take(named name: String) -> [Int32] {
        let named = named(name, among: all, names: variable("LISTEN_FDNAMES"))
        for descriptor in named { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return named
    }

    /// Those of the descriptors that have the name in a list with `:` between the names.
    static func named(_ name: String, among descriptors: Range<Int32>, names: String?) -> [Int32] {
        let names = (names ?? "").split(separator: ":", omittingEmptySubsequences: false)
        return zip(descriptors, names).filter { $0.1 == name }.map(\.0)
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
