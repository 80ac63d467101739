import FrameTransport
import Logging
import SpeechFrames
private import Synchronization

/// How far turns that are being played were heard, where they go on in their files, and which were heard to their end, in a small
/// file that outlives a crash.
///
/// A process that is killed after it wrote samples at such a place, but before anybody was told of it, leaves sound behind that
/// nobody knows of. The next process cuts it off here. One that is killed after a turn's last sample was played, but before
/// the one who sent it was told, would play it all again. And where those who were told are killed too, nobody else knows what
/// was heard.
final class StartPlaces: Sendable {
    private struct State {
        var book: Book
        var hasComplained = false
    }

    private let journal: LineJournal
    private let logger: Logger
    private let state: Mutex<State>

    /// The length in bytes beyond which the file is begun anew.
    private static let limit = 1 << 16

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String, logger: Logger) {
        journal = LineJournal(path: path, limit: Self.limit)
        self.logger = logger
        let lines = FileBytes(path: path).map { LineJournal.lines(in: $0.bytes) } ?? []
        state = Mutex(State(book: Book(lines)))
    }

    /// The last turns that were heard to their end, also those that earlier processes played.
    var ended: [TurnID] { state.withLock { $0.book.ended } }

    /// The turn's beginning, at the place that is known here where that is further on than what the sender knows.
    func complete(_ begin: Begin) -> Begin {
        guard let place = state.withLock({ $0.book.places[begin.turnID] }) else { return begin }
        let known = (begin.phrase ?? 0, begin.sample ?? 0, begin.position ?? 0)
        guard known <= (place.phrase, place.sample, place.position ?? 0) else { return begin }
        var placed = begin
        (placed.phrase, placed.sample, placed.position) = (place.phrase, place.sample, place.position)
        placed.spoken = place.spoken ?? (begin.phrase == place.phrase ? begin.spoken : nil)
        return placed
    }

    /// Changes what is remembered; all of it is in the file when this returns, or nothing.
    func change(_ body: (inout Book) -> Void) {
        state.withLock { state in
            body(&state.book)
            let changes = state.book.takeChanges()
            guard !changes.isEmpty else { return }
            do throws(LineJournal.Failure) {
                // Begun by the first change, so that a line is not added to half of one that an earlier process left.
                if journal.isOpen { try journal.add(Array(changes.utf8)) }
                if !journal.isOpen || journal.isLong { try journal.begin(Array(state.book.lines.utf8)) }
            } catch {
                complain(of: error, &state)
            }
        }
    }

    private func complain(of failure: LineJournal.Failure, _ state: inout State) {
        if state.hasComplained { return }
        state.hasComplained = true
        logger.warning(
            """
            cannot write '\(journal.path)': \(failure.reason); should this process be killed, a file that it writes may repeat a \
            moment of sound, and a speaker more than that
            """
        )
    }
}
