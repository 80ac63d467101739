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

    private struct State {
        var texts: [TurnID: String] = [:]
        var order: [TurnID] = []
        var length = 0
    }

    private let state = Mutex(State())

    /// How many turns' texts are kept.
    var count: Int { state.withLock { $0.texts.count } }

    func add(_ token: Token) {
        state.withLock { state in
            if state.texts[token.turnID] == nil {
                // What a turn that goes on has shown before this process was started is not known here.
                guard token.start ?? 0 == 0 else { return }
                state.order.append(token.turnID)
            }
            state.texts[token.turnID, default: ""] += token.text
            state.length += token.text.utf8.count
            while state.length > Self.limit || state.order.count > Self.turns, !state.order.isEmpty {
                state.length -= state.texts.removeValue(forKey: state.order.removeFirst())?.utf8.count ?? 0
            }
        }
    }

    /// Forgets the texts of the sessions that are meant.
    func forget(_ forget: Forget) {
        state.withLock { state in
            for turn in state.order where forget.covers(turn.session) {
                state.length -= state.texts.removeValue(forKey: turn)?.utf8.count ?? 0
            }
            state.order.removeAll { forget.covers($0.session) }
        }
    }

    /// What of a turn's text comes after `count` Unicode scalars.
    func tokens(of turn: TurnID, after count: Int) -> [Token] {
        let text = state.withLock { $0.texts[turn] } ?? ""
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
