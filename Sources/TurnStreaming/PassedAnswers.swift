import FrameTransport
import Logging
import SpeechFrames
private import Synchronization

/// What was passed on of the answers that are under way, in a small file that outlives a crash: their visible texts, and the phrases
/// that they were cut into.
///
/// Whoever is down the line knows as much, and gives it back to a process that was started again. Where all of them were killed, it
/// is known here alone: an answer that is cut otherwise the second time would have its phrases' numbers mean other words than those
/// that were heard.
final class PassedAnswers: Sendable {
    private struct State {
        var book: Book
        var hasComplained = false
    }

    /// The length in bytes beyond which the file is begun anew.
    private static let limit = 1 << 17

    private let journal: LineJournal
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String, logger: Logger) {
        journal = LineJournal(path: path, limit: Self.limit)
        self.logger = logger
        let lines = FileBytes(path: path).map { LineJournal.lines(in: $0.bytes) } ?? []
        state = Mutex(State(book: Book(lines)))
    }

    /// The texts of all answers, as tokens.
    var tokens: [Token] { state.withLock { $0.book.tokens } }

    /// How much of the turn's text is remembered, in Unicode scalars.
    func textLength(of turn: TurnID) -> Int { state.withLock { $0.book.textLength(of: turn) } }

    /// The phrases of a turn that lie within the first `length` Unicode scalars of its text, in their order.
    func phrases(of turn: TurnID, within length: Int) -> [Phrase] {
        state.withLock { $0.book.phrases(of: turn) }.prefix { $0.textEnd.map { $0 <= length } ?? false }
    }

    /// Remembers a phrase, and the visible text that was shown before it, before it is passed on.
    func note(_ phrase: Phrase, after text: [Token]) {
        change { book in
            for token in text { book.note(token) }
            book.note(phrase)
        }
    }

    /// The turn is over.
    func end(_ turn: TurnID) { change { $0.end { $0 == turn } } }

    /// The turns are over that the interrupt covers.
    func end(_ interrupt: Interrupt) { change { $0.end(interrupt.covers) } }

    /// Wipes the texts of the sessions that are meant, also those of turns that are over.
    func forget(_ forget: Forget) {
        change(wiping: true) { $0.end { forget.covers($0.session) } }
    }

    /// All of the change is in the file when this returns, or nothing.
    private func change(wiping: Bool = false, _ body: (inout Book) -> Void) {
        state.withLock { state in
            body(&state.book)
            let changes = state.book.takeChanges()
            if changes.isEmpty, !wiping || !journal.isOpen { return }
            do throws(LineJournal.Failure) {
                // Begun by the first change, so that a line is not added to half of one that an earlier process left. When all is
                // over, no word is left in it.
                let isAnew = wiping || state.book.isEmpty
                if journal.isOpen, !isAnew { try journal.add(changes) }
                if !journal.isOpen || journal.isLong || isAnew { try journal.begin(state.book.lines) }
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
            cannot write '\(journal.path)': \(failure.reason); should all stages be killed at once, an answer may lose words or \
            repeat some
            """
        )
    }
}

extension Phrase {
    /// Where it ends in the turn's visible text, in Unicode scalars; `nil` where that is not known.
    var textEnd: Int? {
        guard let source, source.count == 2 else { return nil }
        return source[0] + source[1]
    }
}
