import FrameTransport
import SpeechFrames
private import Synchronization

/// The visible text of the last turns, for whoever showed it and was away.
///
/// At most ``limit`` bytes of ``turns`` turns are kept: those that began first are forgotten first, and a longer text is not kept.
final class ShownTexts: Sendable {
    static let limit = 1 << 21

    /// As many as may be under way, and as many that were.
    static let turns = 2 * FrameKeeper.limit

    /// The longest text of one token, in Unicode scalars: its JSON stays far below a frame's limit.
    private static let longestToken = 1 << 14

    private struct Shown {
        var text = ""
        /// Its length in Unicode scalars.
        var count = 0

        mutating func append(_ more: String) {
            text += more
            count += more.unicodeScalars.count
        }
    }

    private struct State {
        var texts: [TurnID: Shown] = [:]
        var order: [TurnID] = []
        var length = 0

        mutating func append(_ more: String, to turn: TurnID) {
            if texts[turn] == nil { order.append(turn) }
            texts[turn, default: Shown()].append(more)
            length += more.utf8.count
            while length > ShownTexts.limit || order.count > ShownTexts.turns, let first = order.first { remove(first) }
        }

        mutating func remove(_ turn: TurnID) {
            guard let shown = texts.removeValue(forKey: turn) else { return }
            length -= shown.text.utf8.count
            order.removeAll { $0 == turn }
        }
    }

    private let state = Mutex(State())

    /// How many turns' texts are kept.
    var count: Int { state.withLock { $0.texts.count } }

    /// How much of the turn's text is kept, in Unicode scalars.
    func length(of turn: TurnID) -> Int { state.withLock { $0.texts[turn]?.count ?? 0 } }

    /// Takes more of a turn's text. What a turn that goes on has shown before is not known here, unless it was told by
    /// ``join(_:of:)``: then nothing of it is kept.
    func add(_ token: Token) {
        state.withLock { state in
            let count = state.texts[token.turnID]?.count ?? 0
            guard let text = token.text(after: count) else { return state.remove(token.turnID) }
            state.append(text, to: token.turnID)
        }
    }

    /// Takes the turn's text as somebody else knows it, which may be longer.
    ///
    /// - Returns: false where the two are of different answers: then what was kept is forgotten.
    func join(_ text: String, of turn: TurnID) -> Bool {
        state.withLock { state in
            let known = state.texts[turn] ?? Shown()
            let isSame = zip(known.text.unicodeScalars, text.unicodeScalars).allSatisfy { $0 == $1 }
            if !isSame { state.remove(turn) }
            let rest = text.unicodeScalars.dropFirst(isSame ? known.count : 0)
            if !rest.isEmpty { state.append(String(rest), to: turn) }
            return isSame
        }
    }

    /// Forgets a turn's text.
    func forget(_ turn: TurnID) { state.withLock { $0.remove(turn) } }

    /// Forgets the texts of the sessions that are meant.
    func forget(_ forget: Forget) {
        state.withLock { state in
            for turn in state.order where forget.covers(turn.session) { state.remove(turn) }
        }
    }

    /// What of a turn's text comes after `count` Unicode scalars.
    func tokens(of turn: TurnID, after count: Int) -> [Token] {
        let text = state.withLock { $0.texts[turn]?.text } ?? ""
        var tokens: [Token] = []
        var rest = text.unicodeScalars.dropFirst(count)
        var start = count
        while !rest.isEmpty {
            let piece = rest.prefix(Self.longestToken)
            tokens.append(Token(session: turn.session, turn: turn.turn, text: String(piece), start: start))
            rest = rest.dropFirst(piece.count)
            start += piece.count
        }
        return tokens
    }
}
