private import FoundationEssentials
private import Glibc
package import Logging
private import Synchronization

/// What a supervisor that is killed leaves to the next one: a file of its own, to which each change is added as a line.
///
/// It is for the time that it takes to start the hub again, and no archive: nothing in it is forced to the disk. When it has
/// grown beyond a limit it is begun anew with what is true then; the limit is at least ``smallest`` and twice what that
/// takes, so that much that is true is not written again and again.
package final class HubJournal: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var length = 0
        var limit = HubJournal.smallest
    }

    /// The smallest limit, in bytes.
    package static let smallest = 1 << 20

    /// How old a journal may be that is taken over though no stage is alive any more: older talk is over, and is not to be
    /// said again.
    package static let recent = Duration.seconds(10)

    private let path: String
    private let logger: Logger
    private let limit: Int
    private let state = Mutex(State())

    /// A journal at `path`, which is touched only by ``begin(_:)``.
    package init(path: String, logger: Logger, limit: Int = HubJournal.smallest) {
        self.path = path
        self.logger = logger
        self.limit = limit
    }

    deinit {
        let descriptor = state.withLock { $0.descriptor }
        if descriptor >= 0 { close(descriptor) }
    }

    /// What an earlier supervisor has left.
    ///
    /// - Parameter isAlive: whether one of its stages is; else only what is ``recent`` counts.
    /// - Returns: the lines in their order; none where there is no journal.
    func recall(isAlive: Bool) -> [JournalEntry] {
        guard let file = FileBytes(path: path), isAlive || (.zero...Self.recent).contains(file.age) else { return [] }
        // A line that has no end, as of a process that was killed while it wrote, is none.
        var lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        lines.removeLast()
        let decoder = JSONDecoder()
        let entries = lines.compactMap { try? decoder.decode(JournalEntry.self, from: Data($0)) }
        if entries.count < lines.count {
            logger.warning("\(path): \(lines.count - entries.count) lines cannot be read, and are left out")
        }
        return entries
    }

    /// Begins anew, with `entries` in place of all that was written before.
    func begin(_ entries: [JournalEntry]) {
        let temporary = "\(path).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return giveUp() }
        let bytes = Self.lines(entries)
        guard Self.write(bytes, to: descriptor), rename(temporary, path) == 0 else {
            close(descriptor)
            return giveUp()
        }
        let old = state.withLock { state in
            defer { state = State(descriptor: descriptor, length: bytes.count, limit: max(limit, 2 * bytes.count)) }
            return state.descriptor
        }
        if old >= 0 { close(old) }
    }

    /// Adds what has changed.
    ///
    /// - Returns: whether the journal has grown so long that it should begin anew.
    func add(_ entries: [JournalEntry]) -> Bool {
        let isWritten = state.withLock { state -> Bool? in
            guard state.descriptor >= 0 else { return nil }
            let bytes = Self.lines(entries)
            state.length += bytes.count
            return Self.write(bytes, to: state.descriptor)
        }
        if isWritten == false { giveUp() }
        return state.withLock { $0.descriptor >= 0 && $0.length > $0.limit }
    }

    /// Said once: from here on nothing is written.
    private func giveUp() {
        let reason = String(cString: strerror(errno))
        logger.warning("\(path) cannot be written (\(reason)): a supervisor that is killed will be missed")
        let descriptor = state.withLock { state in
            defer { state.descriptor = -1 }
            return state.descriptor
        }
        if descriptor >= 0 { close(descriptor) }
    }

    private static func lines(_ entries: [JournalEntry]) -> [UInt8] {
        let encoder = JSONEncoder()
        var bytes: [UInt8] = []
        for entry in entries {
            // What came out of frames, and numbers, can be encoded.
            guard let line = try? encoder.encode(entry) else { continue }
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }
}
