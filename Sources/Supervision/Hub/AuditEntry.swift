package import FoundationEssentials

/// One line of the audit log: who wanted what, and what came of it. No word of the talk, unless that is asked for.
package struct AuditEntry: Encodable, Sendable, Equatable {
    /// What was wanted.
    package enum Event: String, Encodable, Sendable {
        case ask, say, interrupt, prepare, reload, forget
    }

    /// What came of it.
    package enum Outcome: String, Encodable, Sendable {
        case accepted, refused
    }

    /// How it came in.
    package enum Way: String, Encodable, Sendable {
        case http
    }

    private enum CodingKeys: String, CodingKey {
        case time, event, outcome, way, uid, pid, session, turn, code, reason, text
    }

    package var time: Date
    package var event: Event
    package var outcome = Outcome.accepted
    /// Absent: by the hub's own socket.
    package var way: Way?
    /// The process and its user, as the kernel knows them; `nil` where it was the hub itself.
    package var pid: Int32?
    package var uid: UInt32?
    /// Absent: all sessions.
    package var session: String?
    package var turn: Int?
    /// Why it was refused, for programs.
    package var code: String?
    /// An interrupt's reason.
    package var reason: String?
    /// What was asked or said, where the log may hold it.
    package var text: String?

    package init(_ event: Event, at time: Date) {
        self.event = event
        self.time = time
    }

    /// As a line of JSON, with its line end; the time as in RFC 3339, in UTC, to the millisecond.
    package var line: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        // Numbers and texts that came out of frames can be encoded.
        return ((try? encoder.encode(self)).map(Array.init) ?? []) + [UInt8(ascii: "\n")]
    }
}
