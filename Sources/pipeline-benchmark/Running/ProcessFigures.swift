import Glibc

/// What /proc tells of a process.
enum ProcessFigures {
    /// CPU time so far in seconds, user and system, of all threads; by the scheduler's clock of 10 ms.
    static func cpuSeconds(_ id: Int32) -> Double {
        let text = read("/proc/\(id)/stat")
        // The name in parentheses may hold anything; utime and stime are fields 14 and 15 of proc(5).
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident memory in MB (10^6 bytes): what is mapped, and the share where pages shared by several are divided.
    static func memory(_ id: Int32) -> (rss: Double, pss: Double) {
        let lines = read("/proc/\(id)/smaps_rollup").split(separator: "\n")
        func value(_ name: String) -> Double {
            let line = lines.first { $0.hasPrefix(name) }
            return Double(line?.split(separator: " ").dropFirst().first ?? "") ?? 0
        }
        return (value("Rss:") * 1_024 / 1_000_000, value("Pss:") * 1_024 / 1_000_000)
    }

    /// The processes that `id` has started and that live, through all of its threads.
    static func children(_ id: Int32) -> [Int32] {
        guard let folder = opendir("/proc/\(id)/task") else { return [] }
        defer { closedir(folder) }
        var children: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let text = read("/proc/\(id)/task/\(name)/children")
            children += text.split(separator: " ").compactMap { Int32($0) }
        }
        return children
    }

    /// The machine's load average of the last minute, as proc(5) has it.
    static var load: String { String(read("/proc/loadavg").prefix { $0 != " " }) }

    /// A whole file; empty when it is not there.
    static func read(_ path: String) -> String {
        guard let file = try? Descriptor.open(path, O_RDONLY) else { return "" }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file.number, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
