private import Glibc
package import Logging

/// How many files this process may have open: each connection is one.
package enum OpenFiles {
    /// What the hub needs beside connections, generously.
    private static let others = 256

    /// Makes room for so many connections, as far as the system's hard limit goes.
    ///
    /// - Returns: for how many there is room; told where that is fewer.
    package static func room(for connections: Int, _ logger: Logger) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let wanted = rlim_t(connections + others)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = min(wanted, limit.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        guard limit.rlim_cur < wanted else { return connections }
        let room = max(8, Int(limit.rlim_cur) - others)
        logger.warning(
            "http_connections is \(connections), and there is room for \(room): raise the limit of open files (LimitNOFILE=, ulimit -n)"
        )
        return room
    }
}
