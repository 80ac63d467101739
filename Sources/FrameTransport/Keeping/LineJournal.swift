private import Glibc
private import Synchronization

/// What a process that is killed leaves to the next one: a file of its own, to which each change is added as a line.
///
/// It is for the time that it takes to start the hub again, and no archive: nothing in it is forced to the disk. When it has
/// grown beyond a limit it should be begun anew with what is true then; the limit is at least the one that it is made with, and
/// twice what that takes, so that much that is true is not written again and again.
package final class LineJournal: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var length = 0
        var limit = 0
    }

    /// Why nothing is written any more.
    package struct Failure: Error, Sendable, Equatable {
        /// The system's words.
        package let reason: String

        fileprivate init(_ number: Int32) { reason = String(cString: strerror(number)) }
    }

    /// The journal's path.
    package let path: String

    private let limit: Int
    private let state = Mutex(State())

    /// A journal at `path`, which is touched only by ``begin(_:)``. It should be begun anew beyond `limit` bytes.
    package init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    deinit { close(state.withLock { $0.descriptor }) }

    /// Whether it was begun, and can be added to.
    package var isOpen: Bool { state.withLock { $0.descriptor >= 0 } }

    /// Whether it has grown so long that it should begin anew.
    package var isLong: Bool { state.withLock { $0.descriptor >= 0 && $0.length > $0.limit } }

    /// The whole lines in `bytes`: one that has no end, as of a process that was killed while it wrote, is none.
    package static func lines(in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    }

    /// Begins anew, with `lines`, each with its end, in place of all that was written before: a reader finds the old file or the
    /// new one, whole (rename(2)).
    ///
    /// - Throws: ``Failure``; then nothing is written until it is begun again.
    package func begin(_ lines: [UInt8]) throws(Failure) {
        let temporary = "\(path).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0, Self.write(lines, to: descriptor), rename(temporary, path) == 0 else {
            let failure = Failure(errno)
            close(descriptor)
            end()
            throw failure
        }
        replace(by: State(descriptor: descriptor, length: lines.count, limit: max(limit, 2 * lines.count)))
    }

    /// Adds `lines`, each with its end; nothing where it was not begun.
    ///
    /// - Throws: ``Failure``; then nothing is written until it is begun again.
    package func add(_ lines: [UInt8]) throws(Failure) {
        let failure = state.withLock { state -> Int32? in
            guard state.descriptor >= 0 else { return nil }
            state.length += lines.count
            return Self.write(lines, to: state.descriptor) ? nil : errno
        }
        guard let failure else { return }
        end()
        throw Failure(failure)
    }

    private func end() { replace(by: State()) }

    private func replace(by new: State) {
        let old = state.withLock { state in
            defer { state = new }
            return state.descriptor
        }
        close(old)
    }

    private func close(_ descriptor: Int32) {
        if descriptor >= 0 { Glibc.close(descriptor) }
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
