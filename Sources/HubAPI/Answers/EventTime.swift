private import FoundationEssentials

/// The time as events have it (RFC 3339, in UTC, to the millisecond).
enum EventTime {
    static var now: String { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
