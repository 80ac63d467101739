private import FoundationEssentials
internal import FrameTransport
package import Logging

/// What a supervisor that is killed leaves to the next one: see ``LineJournal``.
package final class HubJournal: Sendable {
    /// The smallest limit, in bytes.
    package static let smallest = 1 << 20

    /// How old a journal may be that is taken over though no stage is alive any more: older talk is over, and is not to be
    /// said again.
    package static let recent = Duration.seconds(10)

    private let journal: LineJournal
    private let logger: Logger

    /// A journal at `path`, which is touched only by ``begin(_:)``.
    package init(path: String, logger: Logger, limit: Int = HubJournal.smallest) {
        journal = LineJournal(path: path, limit: limit)
        self.logger = logger
    }

    /// Whether what an earlier supervisor has left is taken over.
    ///
    /// - Parameter isAlive: whether one of its stages is; else only what is ``recent`` counts.
    /// - Returns: false where there is none, or it is too old.
    package func isValid(isAlive: Bool) -> Bool { file(isAlive) != nil }

    /// What an earlier supervisor has left.
    ///
    /// - Parameter isAlive: whether one of its stages is; else only what is ``recent`` counts.
    /// - Returns: the lines in their order; none where there is no journal.
    func recall(isAlive: Bool) -> [JournalEntry] {
        guard let file = file(isAlive) else { return [] }
        let lines = LineJournal.lines(in: file.bytes)
        let decoder = JSONDecoder()
        let entries = lines.compactMap { try? decoder.decode(JournalEntry.self, from: Data($0)) }
        if entries.count < lines.count {
            logger.warning("\(journal.path): \(lines.count - entries.count) lines cannot be read, and are left out")
        }
        return entries
    }

    /// Begins anew, with `entries` in place of all that was written before.
    func begin(_ entries: [JournalEntry]) {
        do throws(LineJournal.Failure) { try journal.begin(Self.lines(entries)) } catch { giveUp(error) }
    }

    /// Adds what has changed.
    ///
    /// - Returns: whether the journal has grown so long that it should begin anew.
    func add(_ entries: [JournalEntry]) -> Bool {
        guard journal.isOpen else { return false }
        do throws(LineJournal.Failure) { try journal.add(Self.lines(entries)) } catch { giveUp(error) }
        return journal.isLong
    }

    private func file(_ isAlive: Bool) -> FileBytes? {
        FileBytes(path: journal.path).flatMap { isAlive || (.zero...Self.recent).contains($0.age) ? $0 : nil }
    }

    /// Said once: from here on nothing is written.
    private func giveUp(_ failure: LineJournal.Failure) {
        logger.warning(
            "\(journal.path) cannot be written (\(failure.reason)): a supervisor that is killed will be missed"
        )
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
}
