import Glibc
import Synchronization

/// What was done to the hub, and what came of it.
struct ChaosCounts: Sendable {
    var kills: [String: Int] = [:]
    var stops: [String: Int] = [:]
    var salvos = 0
    var interrupts: [String: Int] = [:]
    var announcements: [String: Int] = [:]
    var turns: [String: Int] = [:]
    var soundServer: [String: Int] = [:]
    /// What must be zero, by its name.
    var zeros: [Zero: Int] = [:]
    /// One line each.
    var faults: [String] = []
    /// Recordings that are kept, for something is wrong with them.
    var kept: Set<String> = []
    var samples = 0
    var longestSilence = Duration.zero
    var deathToSound: [String: [Duration]] = [:]
    /// By program: what a process holds at the end against the start.
    var descriptors: [String: (before: Int, after: Int)] = [:]
    var memory: [String: (before: Int, after: Int)] = [:]

    /// What must not happen.
    enum Zero: String, Sendable, CaseIterable {
        case lost = "samples lost"
        case repeated = "samples repeated"
        case outOfOrder = "stretches out of order"
        case foreign = "stale or foreign samples"
        case afterInterrupt = "samples after an interrupt"
        case skipped = "phrases skipped"
        case text = "texts not whole"
        case failed = "turns failed"
        case endless = "turns without an end"
        case heard = "reports of what was heard that are wrong"
        case hung = "hung processes not replaced"
        case descriptors = "descriptors leaked"
        case processes = "processes leaked"
        case bytes = "processes that grew by more than 64 MB"
        case left = "sockets left behind"
    }
}

/// The counts, for all tasks.
final class Ledger: Sendable {
    private let state = Mutex(ChaosCounts())

    /// What is remembered in words; further faults are only counted.
    private static let mostFaults = 1_000

    var counts: ChaosCounts { state.withLock { $0 } }

    func note(_ change: (inout sending ChaosCounts) -> Void) {
        state.withLock { change(&$0) }
    }

    /// Something happened that must not.
    func fault(_ zero: ChaosCounts.Zero, _ count: Int, _ what: String) {
        guard count > 0 else { return }
        note { counts in
            counts.zeros[zero, default: 0] += count
            if counts.faults.count < Self.mostFaults { counts.faults.append("\(zero.rawValue): \(count): \(what)") }
        }
    }
}

/// A line for each blow, with its time on the clock that the hub's log shows: to be read beside it.
final class Journal: Sendable {
    private let descriptor: Int32

    init(_ path: String) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    deinit { close(descriptor) }

    func write(_ line: String) {
        var now = timeval()
        gettimeofday(&now, nil)
        var seconds = now.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let thousandths = String(1_000 + now.tv_usec / 1_000).dropFirst()
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(thousandths)"
        let bytes = Array("\(time) \(line)\n".utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
