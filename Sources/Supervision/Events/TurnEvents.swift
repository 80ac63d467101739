package import SpeechFrames

/// A turn was taken up.
package struct TurnEvent: HubEvent, Equatable {
    /// Whether a model is asked.
    package enum Kind: String, Encodable, Sendable {
        case ask, say
    }

    package static let type = "turn"

    package var session: String
    package var turn: Int
    package var kind: Kind
    /// What was asked, or is to be said. Absent: it was taken over from an earlier supervisor, and is not known.
    package var text: String?
    /// Where it is played. Absent: where the sequencer plays what names nothing.
    package var output: String?

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }
    package var textSize: Int { text?.utf8.count ?? 0 }
}

/// A turn is in another state than before.
package struct StateEvent: HubEvent, Equatable {
    package static let type = "state"

    package var session: String
    package var turn: Int
    package var state: SessionStatus.State
    /// Why it ended, where it was not heard to its end: an interrupt's reason or a failure's code.
    package var reason: String?
    /// From the question on, in milliseconds.
    package var firstTokenMilliseconds: Int?
    package var firstPhraseMilliseconds: Int?
    package var firstSoundMilliseconds: Int?

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }

    enum CodingKeys: String, CodingKey {
        case session, turn, state, reason
        case firstTokenMilliseconds = "first_token_ms"
        case firstPhraseMilliseconds = "first_phrase_ms"
        case firstSoundMilliseconds = "first_sound_ms"
    }
}

/// More of a turn's visible text.
package struct TokenEvent: HubEvent, Equatable {
    package static let type = "token"

    package var session: String
    package var turn: Int
    /// Where it stands in the visible text, in Unicode scalars.
    package var start: Int
    package var text: String

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }
    package var textSize: Int { text.utf8.count }
}

/// A phrase was cut, and goes to be spoken.
package struct PhraseEvent: HubEvent, Equatable {
    package static let type = "phrase"

    package var session: String
    package var turn: Int
    package var phrase: Int
    /// What is spoken: no markdown.
    package var text: String
    /// Where it stands in the visible text, in Unicode scalars. Absent: not known.
    package var start: Int?
    package var length: Int?

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }
    package var textSize: Int { text.utf8.count }
}

/// How far a turn was heard.
package struct HeardEvent: HubEvent, Equatable {
    package static let type = "heard"

    package var session: String
    package var turn: Int
    package var phrase: Int
    /// How much of the visible text was heard, in Unicode scalars, by whole words.
    package var end: Int
    /// How much sound is there that was not heard yet, in milliseconds.
    package var aheadMilliseconds: Int
    /// Why nothing is heard just now. Absent: nothing is wrong.
    package var trouble: String?

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }

    enum CodingKeys: String, CodingKey {
        case session, turn, phrase, end, trouble
        case aheadMilliseconds = "ahead_ms"
    }
}

/// A command was understood, or carried out.
package struct CommandEvent: HubEvent, Equatable {
    package static let type = "command"

    package var command: Command

    package var turnID: TurnID? { command.turnID }
    package var textSize: Int { command.response.utf8.count }

    package func encode(to encoder: any Encoder) throws { try command.encode(to: encoder) }
}

/// A turn was cut off, and the sound has stopped.
package struct InterruptedEvent: HubEvent, Equatable {
    package static let type = "interrupted"

    package var session: String
    package var turn: Int
    /// The words that were heard. Absent: not known.
    package var heard: String?
    /// Milliseconds from the interrupt to silence. Absent: not known.
    package var silenceMilliseconds: Double?

    package var turnID: TurnID? { TurnID(session: session, turn: turn) }
    package var textSize: Int { heard?.utf8.count ?? 0 }

    enum CodingKeys: String, CodingKey {
        case session, turn, heard
        case silenceMilliseconds = "silence_ms"
    }
}

/// Something went wrong with a turn.
package struct FailedEvent: HubEvent, Equatable {
    package static let type = "failed"

    package var failed: Failed

    package var turnID: TurnID? { failed.turnID }
    package var textSize: Int { failed.message.utf8.count }

    package func encode(to encoder: any Encoder) throws { try failed.encode(to: encoder) }
}
