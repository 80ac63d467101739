package import SpeechFrames

/// How the hub is at one moment, for who begins to watch it.
package struct HubPicture: Sendable {
    /// As ``SessionTable/statuses(at:)`` tells them.
    package var sessions: [SessionStatus]
    /// Those under way, in the order in which they were accepted.
    package var turns: [TurnPicture]
    package var processes: [ProcessStatus]
    /// The last event that is part of it.
    package var last: EventID
}

/// How a turn under way is.
package struct TurnPicture: Encodable, Sendable, Equatable {
    /// Where a phrase stands in the visible text, in Unicode scalars.
    package struct Phrase: Encodable, Sendable, Equatable {
        package var phrase: Int
        package var start: Int
        package var length: Int
    }

    package var session: String
    package var turn: Int
    package var kind: TurnEvent.Kind
    /// What was asked, or is to be said. Absent: not known.
    package var question: String?
    /// The visible text so far, as far as it is kept.
    package var text: String
    package var state: SessionStatus.State
    /// How much of the visible text was heard, in Unicode scalars.
    package var heardEnd: Int
    /// The phrase that is heard, and those that are not heard yet.
    package var phrases: [Phrase]

    enum CodingKeys: String, CodingKey {
        case session, turn, kind, question, text, state, phrases
        case heardEnd = "heard_end"
    }
}
