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

    /// What it does; `nil` where it has ended.
    package var effort: ProcessEffort? {
        guard isRunning, let text = Self.read("/proc/\(pid)/stat"), let name = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[name...].dropFirst().split(separator: " ")
        // utime and stime are fields 14 and 15.
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        let ticks = max(1, sysconf(Int32(_SC_CLK_TCK)))
        return ProcessEffort(
            processorTime: .milliseconds((user + system) * 1_000 / ticks),
            wantsProcessor: Self.threads(of: pid).contains { Self.state(of: $0, in: pid) == "R" }
        )
    }

    private static func threads(of pid: Int32) -> [String] {
        guard let folder = opendir("/proc/\(pid)/task") else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func state(of thread: String, in pid: Int32) -> Substring? {
        guard let text = read("/proc/\(pid)/task/\(thread)/stat"), let name = text.lastIndex(of: ")") else {
            return nil
        }
        return text[name...].dropFirst().split(separator: " ").first
    }

    /// What process `pid` is called.
    static func name(of pid: Int32) -> String? {
        read("/proc/\(pid)/comm").map { String($0.prefix { $0 != "\n" }) }
    }

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
