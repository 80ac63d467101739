/// Names one turn everywhere: a question in a session and the answer to it.
public struct TurnID: Sendable, Hashable {
    /// An opaque id of at most ``maximumSessionLength`` UTF-8 bytes; 128 random bits in hexadecimal when Loquat makes it.
    public var session: String

    /// Counts the questions of a session: 1, 2, 3 …
    public var turn: Int

    /// The longest session id that is accepted, in UTF-8 bytes.
    public static let maximumSessionLength = 128

    /// Names turn `turn` of `session`.
    public init(session: String, turn: Int) {
        self.session = session
        self.turn = turn
    }

    /// A session id that cannot be guessed: 128 random bits as 32 hexadecimal digits.
    public static func makeSession() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension TurnID: CustomStringConvertible {
    /// The session and the turn, as they appear in messages: `kitchen/3`.
    public var description: String { "\(session)/\(turn)" }
}

/// Names one phrase everywhere: for order, for dropping what is stale, for resending without repeating.
public struct PhraseID: Sendable, Hashable {
    /// The turn that the phrase belongs to.
    public var turn: TurnID

    /// 0, 1, 2 … within the turn.
    public var phrase: Int

    /// Names phrase `phrase` of `turn`.
    public init(turn: TurnID, phrase: Int) {
        self.turn = turn
        self.phrase = phrase
    }
}

extension PhraseID: CustomStringConvertible {
    /// The turn and the phrase, as they appear in messages: `kitchen/3#0`.
    public var description: String { "\(turn)#\(phrase)" }
}
