private import Glibc

/// What the kernel tells of a process in /proc (proc(5)).
package struct ProcessFacts: Sendable, Equatable {
    /// The process id.
    package let pid: Int32
    /// When it was started, in clock ticks since boot: with the id it names one process for ever, for ids are used again.
    package let startTicks: Int

    /// Looks at process `pid`; `nil` where there is none, or one that has ended and was not yet waited for.
    package init?(pid: Int32) {
        guard let text = Self.read("/proc/\(pid)/stat"), let name = text.lastIndex(of: ")") else { return nil }
        // After the name, which may hold spaces and parentheses: state is field 3, starttime field 22.
        let fields = text[name...].dropFirst().split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X", let ticks = Int(fields[19]) else { return nil }
        self.pid = pid
        startTicks = ticks
    }

    /// Whether this very process still runs.
    package var isRunning: Bool { ProcessFacts(pid: pid) == self }

    /// The resident set of process `pid`, in bytes.
    package static func memory(of pid: Int32) -> Int? {
        guard let text = read("/proc/\(pid)/statm") else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Both files are one short line, and come in one read.
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
