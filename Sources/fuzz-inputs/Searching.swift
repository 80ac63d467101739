import CFuzzer
import Glibc
import Synchronization

/// The search by libFuzzer, which calls a C function: so what it feeds is kept for the whole process.
enum Searching {
    private static let chosen = Mutex<FuzzTarget?>(nil)

    static var target: FuzzTarget? {
        get { chosen.withLock { $0 } }
        set { chosen.withLock { $0 = newValue } }
    }

    /// Searches; the first of `arguments` is the program's name.
    ///
    /// - Returns: libFuzzer's exit code. An input that crashes ends the process before.
    static func run(_ arguments: [String]) -> Int32 {
        var words = arguments.map { strdup($0) }
        defer { words.forEach { free($0) } }
        return words.withUnsafeMutableBufferPointer { words in
            fuzzer_run(Int32(words.count), words.baseAddress) { bytes, count in
                Searching.target?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
    }
}
