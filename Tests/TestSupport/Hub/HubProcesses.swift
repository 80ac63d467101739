private import Glibc

/// A process of a hub.
package struct HubProcess: Sendable, Hashable {
    package let id: Int32
    /// The program's name.
    package let name: String

    /// How many descriptors it has open.
    package var descriptors: Int { ProcessTable.entries(of: "/proc/\(id)/fd").count }

    /// Its resident memory in bytes.
    package var memory: Int {
        let fields = (try? readFile("/proc/\(id)/statm")).map { String(decoding: $0, as: UTF8.self) }?
            .split(separator: " ")
        guard let fields, fields.count > 1 else { return 0 }
        return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Whether it is stopped by a signal.
    package var isStopped: Bool { ProcessTable.state(of: id) == "T" }

    package func send(_ signal: Int32) { kill(id, signal) }
}

extension ProcessTable {
    /// All processes that were started for the hub whose sockets lie in `directory`, workers too, whoever their parent is.
    package static func hub(in directory: String) -> [HubProcess] {
        let mark = Array("RUNTIME_DIRECTORY=\(directory)\0".utf8)
        return entries(of: "/proc").compactMap { name in
            guard let id = Int32(name), let environment = try? readFile("/proc/\(id)/environ"),
                environment.count >= mark.count, environment.contains(mark), isRunning(id)
            else { return nil }
            return HubProcess(id: id, name: program(of: id))
        }
    }

    /// The name of the program that a process runs, without its folder; empty where that is not told.
    package static func program(of id: Int32) -> String {
        linkTarget("/proc/\(id)/exe").split(separator: "/").last.map(String.init) ?? ""
    }

    /// Whether this very process has a file open.
    package static func isOpenHere(_ path: String) -> Bool {
        entries(of: "/proc/self/fd").contains { linkTarget("/proc/self/fd/\($0)") == path }
    }

    private static func linkTarget(_ path: String) -> String {
        let target = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink(path, $0, buffer.count)) } ?? 0
        }
        return String(decoding: target.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The names in a folder; none where it cannot be read.
    package static func entries(of path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
