/// What one frame carries beside its `type`. The members' names are the wire's: each property is one JSON member.
public protocol FrameBody: Codable, Sendable, Equatable {
    /// The value of the frame's `type` member.
    static var type: FrameType { get }

    /// Checks what the members' kinds alone do not say.
    ///
    /// - Throws: ``FrameError`` with the code `bad_member`.
    func checkRanges() throws(FrameError)
}

extension FrameBody {
    /// Most bodies have nothing to check.
    public func checkRanges() throws(FrameError) {}
}

/// A body that is about one turn.
public protocol TurnBody: FrameBody {
    /// The session's id.
    var session: String { get }
    /// The turn within the session, from 1.
    var turn: Int { get }
}

extension TurnBody {
    /// The session and the turn as one key.
    public var turnID: TurnID { TurnID(session: session, turn: turn) }
}

/// A body that is about one phrase.
public protocol PhraseBody: TurnBody {
    /// The phrase within the turn, from 0.
    var phrase: Int { get }
}

extension PhraseBody {
    /// The session, the turn and the phrase as one key.
    public var phraseID: PhraseID { PhraseID(turn: turnID, phrase: phrase) }
}
