private import Glibc
package import Logging
private import Synchronization

/// A file to which a line is added for whatever somebody wanted of the hub: mode 0600, opened for each line, so that it can be
/// moved away at any time.
///
/// Noting never waits. At most ``limit`` lines wait to be written; what comes on top is lost, and how much that was is said.
package final class AuditLog: Sendable {
    /// How many lines may wait.
    package static let limit = 1_024

    /// Whether the lines hold what was asked and said.
    package let holdsText: Bool

    private let path: String
    private let logger: Logger
    private let lines: AsyncStream<AuditEntry>
    private let input: AsyncStream<AuditEntry>.Continuation
    private let lost = Mutex(0)

    package init(path: String, holdsText: Bool, logger: Logger) {
        self.path = path
        self.holdsText = holdsText
        self.logger = logger
        (lines, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.limit))
    }

    /// Notes an entry.
    package func note(_ entry: AuditEntry) {
        var entry = entry
        if !holdsText { entry.text = nil }
        if case .dropped = input.yield(entry) { lost.withLock { $0 += 1 } }
    }

    /// Writes what is noted until the task is cancelled.
    package func run() async {
        var lastFault: String?
        for await entry in lines {
            let fault = write(entry.line)
            // The same again at each line tells nobody anything.
            if let fault, fault != lastFault {
                logger.warning("\(path) cannot be written (\(fault)): the audit has gaps")
            }
            lastFault = fault
            let lost = lost.withLock { lost in
                defer { lost = 0 }
                return lost
            }
            if lost > 0 { logger.warning("\(path): \(lost) lines came too fast, and are not in the audit") }
        }
    }

    /// What the system has against it; `nil` where the line is written.
    private func write(_ line: [UInt8]) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        let count = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count == line.count { return nil }
        return count < 0 ? String(cString: strerror(errno)) : "no room"
    }
}
