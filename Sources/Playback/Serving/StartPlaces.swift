import FrameTransport
private import Glibc
import Logging
import SpeechFrames
private import Synchronization

/// Where turns that are being played started or went on in their files, and which were heard to their end, kept in a small
/// file that outlives a crash.
///
/// A process that is killed after it wrote samples at such a place, but before anybody was told of it, leaves sound behind that
/// nobody knows of. The next process cuts it off here. And one that is killed after a turn's last sample was played, but before
/// the one who sent it was told, would play it all again.
final class StartPlaces: Sendable {
    private struct State {
        var book = Book()
        var hasComplained = false
    }

    private let path: String
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
        state = Mutex(State(book: Book(reading: path)))
    }

    /// The last turns that were heard to their end, also those that earlier processes played.
    var ended: [TurnID] { state.withLock { $0.book.ended } }

    /// The turn's beginning, at the place that is known here where that is further on than what the sender knows.
    func complete(_ begin: Begin) -> Begin {
        guard let place = state.withLock({ $0.book.places[begin.turnID] }) else { return begin }
        let known = (begin.phrase ?? 0, begin.sample ?? 0, begin.position ?? 0)
        guard known <= (place.phrase, place.sample, place.position ?? 0) else { return begin }
        var begin = begin
        (begin.phrase, begin.sample, begin.position) = (place.phrase, place.sample, place.position)
        begin.spoken = place.spoken ?? begin.spoken
        return begin
    }

    /// Changes what is remembered; all of it is in the file when this returns, or nothing.
    func change(_ body: (inout Book) -> Void) {
        state.withLock { state in
            state.book.isChanged = false
            body(&state.book)
            if state.book.isChanged { write(&state) }
        }
    }
}

// MARK: - The file

extension StartPlaces {
    /// Anew beside the old one, which it then replaces: a reader finds one of them whole (rename(2)).
    private func write(_ state: inout State) {
        let bytes = Array(state.book.lines.joined().utf8)
        guard let failure = Self.replace(path, with: bytes), !state.hasComplained else { return }
        state.hasComplained = true
        logger.warning(
            """
            cannot write '\(path)': \(OpenFile.describe(failure)); should this process be killed, a file that it writes \
            may repeat a moment of sound
            """
        )
    }

    /// The system's error number, where there was one.
    private static func replace(_ path: String, with bytes: [UInt8]) -> Int32? {
        let descriptor = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let failure = errno
        close(descriptor)
        // The file systems that write less than all have no room for more.
        if count != bytes.count { return count < 0 ? failure : ENOSPC }
        return rename("\(path).new", path) == 0 ? nil : errno
    }
}
