package import FoundationEssentials
package import SpeechFrames

/// An event with its name and time, ready to be sent.
package struct LoggedEvent: Sendable, Equatable {
    package let id: EventID
    package let type: String
    /// The turn that it is about; `nil`: no single one.
    package let turn: TurnID?
    /// One JSON object: `type`, `time`, and the event's own members.
    package let json: [UInt8]
}

extension HubEvent {
    /// The event that happened at `time` as one JSON object; the time as in RFC 3339, in UTC, to the millisecond.
    package func json(at time: Date) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts that came out of frames can be encoded.
        return (try? encoder.encode(TimedEvent(event: self, time: time))).map(Array.init) ?? Array("{}".utf8)
    }
}

private struct TimedEvent<Event: HubEvent>: Encodable {
    enum CodingKeys: String, CodingKey {
        case type, time
    }

    let event: Event
    let time: Date

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Event.type, forKey: .type)
        try container.encode(time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)), forKey: .time)
        try event.encode(to: encoder)
    }
}
