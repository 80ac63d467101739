private import Synchronization

/// What came of an answer so far, whoever wrote it; each text that is passed on goes through here.
final class PassedAnswer: Sendable {
    private enum Attempt {
        /// Nothing has come. Becomes `speaking` or `late`.
        case silent
        /// Text has come. Final.
        case speaking
        /// It was given up before any text came. Final.
        case late
    }

    private struct State {
        var text: String
        var hasPassed = false
        var attempt = Attempt.silent
        var filter = RepeatFilter(after: "", joinsWords: true)
    }

    private let state: Mutex<State>

    /// Of an answer that is to go on after `answered`.
    init(after answered: String) {
        state = Mutex(State(text: answered))
    }

    /// All that came.
    var text: String { state.withLock { $0.text } }

    /// Whether anything was passed on here: then the question cannot be asked anew.
    var hasPassed: Bool { state.withLock { $0.hasPassed } }

    /// Whether nothing has come of what is being asked.
    var isSilent: Bool { state.withLock { if case .silent = $0.attempt { true } else { false } } }

    /// Somebody is asked to write what comes next.
    func begin(joinsWords: Bool) {
        state.withLock { state in
            state.attempt = .silent
            state.filter = RepeatFilter(after: state.text, joinsWords: joinsWords)
        }
    }

    /// Takes what was written.
    ///
    /// - Returns: what of it is new.
    /// - Throws: `cancelled` where the attempt was given up: nothing of it is passed on any more.
    func take(_ piece: String) throws(ModelError) -> String {
        try state.withLock { state throws(ModelError) in
            if case .late = state.attempt { throw .cancelled }
            state.attempt = .speaking
            return Self.pass(state.filter.pass(piece), &state)
        }
    }

    /// The attempt is at its end: what was held back of it.
    func finish() -> String {
        state.withLock { state in
            if case .late = state.attempt { return "" }
            return Self.pass(state.filter.finish(), &state)
        }
    }

    /// Gives the attempt up if no text has come.
    ///
    /// - Returns: whether it was.
    func expire() -> Bool {
        state.withLock { state in
            guard case .silent = state.attempt else { return false }
            state.attempt = .late
            return true
        }
    }

    private static func pass(_ text: String, _ state: inout State) -> String {
        if !text.isEmpty {
            state.text += text
            state.hasPassed = true
        }
        return text
    }
}
