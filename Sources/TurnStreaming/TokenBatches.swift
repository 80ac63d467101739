import SpeechFrames

/// Collects tokens for the eye, so that many small ones go out as a few larger ones.
///
/// A turn's first token passes at once; those that follow are joined until they are taken. Who takes them decides when.
/// Of a turn at most ``longest`` bytes are collected: then they pass too.
struct TokenBatches: Sendable {
    /// The longest text that is collected for a turn, in UTF-8 bytes: a frame's JSON stays far below its limit.
    static let longest = 1 << 14

    /// How many turns' first tokens are remembered; then all are forgotten, and the next token of each passes at once.
    static let limit = 1_024

    private var started: Set<TurnID> = []
    private var waiting: [TurnID: Token] = [:]

    /// Whether nothing waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// Takes a token in.
    ///
    /// - Returns: what is to be shown at once.
    mutating func add(_ token: Token) -> Token? {
        let turn = token.turnID
        if started.count >= Self.limit { started = Set(waiting.keys) }
        guard !started.insert(turn).inserted else { return token }
        guard var joined = waiting[turn] else {
            waiting[turn] = token
            return nil
        }
        guard joined.text.utf8.count + token.text.utf8.count <= Self.longest else {
            waiting[turn] = token
            return joined
        }
        joined.text += token.text
        waiting[turn] = joined
        return nil
    }

    /// Takes what waits of all turns.
    mutating func takeAll() -> [Token] {
        defer { waiting.removeAll(keepingCapacity: true) }
        return Array(waiting.values)
    }

    /// Takes what waits of a turn.
    mutating func take(_ turn: TurnID) -> Token? { waiting.removeValue(forKey: turn) }

    /// Drops what waits of turns that are over.
    mutating func forget(_ isMeant: (TurnID) -> Bool) {
        started = started.filter { !isMeant($0) }
        waiting = waiting.filter { !isMeant($0.key) }
    }
}
