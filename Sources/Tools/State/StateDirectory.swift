private import Glibc

/// Where a process keeps what has to outlive it.
package enum StateDirectory {
    /// `$STATE_DIRECTORY`, which systemd sets; else `$XDG_STATE_HOME/loquat`; else `~/.local/state/loquat`.
    ///
    /// `variable` gives the value of an environment variable.
    ///
    /// - Returns: `nil` where none of them is set.
    package static func path(_ variable: (String) -> String?) -> String? {
        func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        // systemd lists several with colons between them.
        if let given = value("STATE_DIRECTORY") { return given.split(separator: ":").first.map(String.init) }
        if let given = value("XDG_STATE_HOME") { return "\(given)/loquat" }
        return value("HOME").map { "\($0)/.local/state/loquat" }
    }

    /// Makes the directory at `path` and those above it, where they are missing.
    ///
    /// - Throws: `failed`.
    package static func make(_ path: String) throws(ToolError) {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            let folder = String(path[..<end])
            guard mkdir(folder, 0o700) == 0 || access(folder, F_OK) == 0 else {
                throw ToolError(.failed, "\(path) cannot be made: \(String(cString: strerror(errno)))")
            }
        }
    }
}
