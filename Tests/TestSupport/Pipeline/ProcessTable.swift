private import Dispatch
private import Glibc

/// What `/proc` tells of other processes.
package enum ProcessTable {
    /// The ids of the processes that `id` started and that are there, zombies too.
    package static func children(of id: Int32) -> [Int32] {
        entries(of: "/proc").compactMap { name in
            guard let child = Int32(name), let fields = stat(of: child), fields.count > 1, fields[1] == "\(id)" else {
                return nil
            }
            return child
        }
    }

    /// The processes that `id` started, theirs, and so on.
    package static func descendants(of id: Int32) -> [Int32] {
        children(of: id).flatMap { [$0] + descendants(of: $0) }
    }

    /// Whether the process is there and no zombie.
    package static func isRunning(_ id: Int32) -> Bool {
        state(of: id).map { $0 != "Z" } ?? false
    }

    /// The process's state as proc(5) has it, such as `S`, `T` (stopped) or `Z` (zombie); `nil` where there is none.
    package static func state(of id: Int32) -> String? { stat(of: id).map { String($0[0]) } }

    /// The command line of a process, by spaces.
    package static func commandLine(of id: Int32) -> String {
        (try? readFile("/proc/\(id)/cmdline")).map {
            String(decoding: $0.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
        } ?? ""
    }

    /// The fields of `/proc/ID/stat` (proc(5)) from the third on: the state, the parent's id …
    private static func stat(of id: Int32) -> [Substring]? {
        guard let bytes = try? readFile("/proc/\(id)/stat") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        // The second is the program's name in brackets, which may hold anything.
        return text.lastIndex(of: ")").map { text[$0...].dropFirst(2).split(separator: " ") }
    }
}

/// Looks at what has no event to wait for, such as other processes' children, every 5 ms, until it is so or `limit` has passed.
package func eventually(within limit: Duration = .seconds(60), _ isSo: () throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + limit
    while try !isSo() {
        if ContinuousClock.now > end { return false }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(5)) { continuation.resume() }
        }
    }
    return true
}
