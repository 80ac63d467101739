/// An instant of the calendar, in UTC, to the millisecond.
package struct WallTime: Sendable, Hashable, Comparable, Encodable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package var milliseconds: Int

    /// The instant so many milliseconds after 1970 began.
    package init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    package static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }

    package static func - (time: Self, duration: Duration) -> Self {
        Self(milliseconds: time.milliseconds - Int(duration / .milliseconds(1)))
    }

    /// As in RFC 3339: `2026-11-21T21:49:07.120Z`.
    package var text: String {
        let day = Self.floored(milliseconds, by: 86_400_000)
        let rest = milliseconds - day * 86_400_000
        let (year, month, date) = Self.date(ofDay: day)
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { Self.padded($0, to: 2) }
        return [year, month, date].map { Self.padded($0, to: $0 == year ? 4 : 2) }.joined(separator: "-")
            + "T\(clock.joined(separator: ":")).\(Self.padded(rest % 1_000, to: 3))Z"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The date of a day counted from 1970-01-01, by the Gregorian calendar: its 400 years have 146,097 days, and a year that
    /// begins with March has its leap day at its end.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, date: Int) {
        let shifted = day + 719_468
        let era = floored(shifted, by: 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * fromMarch + 2) / 5 + 1)
    }

    private static func floored(_ number: Int, by divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
