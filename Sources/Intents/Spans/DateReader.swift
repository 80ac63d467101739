/// English dates: `tomorrow`, `in 3 weeks`, `next friday`, `the 4th of July`, `December 25 2027`, `Christmas`.
///
/// The value is `2026-12-25`, `12-25` (the next one), `friday`, `last friday`, `+3 weeks`, `-2 days`, `easter` or `thanksgiving`.
struct DateReader: SpanReader {
    let words: NumberWords

    private static let months: [String: Int] = [
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
        "june": 6,
        "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10,
        "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
    ]

    private static let weekdays: [String: String] = [
        "monday": "monday", "tuesday": "tuesday", "wednesday": "wednesday", "thursday": "thursday",
        "friday": "friday", "saturday": "saturday", "sunday": "sunday",
    ]

    private static let units: [String: String] = [
        "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
        "year": "years", "years": "years",
    ]

    /// The longer ones first.
    private static let names: [([String], String)] = [
        (["the", "day", "after", "tomorrow"], "+2 days"), (["day", "after", "tomorrow"], "+2 days"),
        (["the", "day", "before", "yesterday"], "-2 days"), (["today"], "+0 days"), (["tomorrow"], "+1 days"),
        (["yesterday"], "-1 days"), (["next", "week"], "+1 weeks"), (["next", "month"], "+1 months"),
        (["next", "year"], "+1 years"), (["christmas", "eve"], "12-24"), (["christmas", "day"], "12-25"),
        (["christmas"], "12-25"), (["xmas"], "12-25"), (["boxing", "day"], "12-26"),
        (["new", "year's", "eve"], "12-31"), (["new", "years", "eve"], "12-31"), (["new", "year's", "day"], "01-01"),
        (["new", "years", "day"], "01-01"), (["new", "year's"], "01-01"), (["the", "new", "year"], "01-01"),
        (["new", "year"], "01-01"), (["halloween"], "10-31"), (["valentine's", "day"], "02-14"),
        (["valentines", "day"], "02-14"), (["april", "fools", "day"], "04-01"), (["independence", "day"], "07-04"),
        (["easter", "sunday"], "easter"), (["easter"], "easter"), (["thanksgiving", "day"], "thanksgiving"),
        (["thanksgiving"], "thanksgiving"),
    ]

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var cursor = WordCursor(row, at: start)
        guard let value = date(&cursor) else { return [] }
        return [Span(end: cursor.place, value: value)]
    }

    private func date(_ cursor: inout WordCursor) -> String? {
        for (row, value) in Self.names where cursor.take(all: row) { return value }
        return cursor.attempt(weekday) ?? cursor.attempt(shift) ?? cursor.attempt(numeric) ?? cursor.attempt(dayOfMonth)
            ?? cursor.attempt(monthAndDay)
    }

    private func weekday(_ cursor: inout WordCursor) -> String? {
        _ = cursor.take("on")
        let isLast = cursor.take("last")
        if !isLast { _ = cursor.take("this") || cursor.take("next") || cursor.take("coming") }
        guard let day = cursor.take(from: Self.weekdays) else { return nil }
        return isLast ? "last \(day)" : day
    }

    /// `in 3 weeks`, `a week from now`, `10 days ago`.
    private func shift(_ cursor: inout WordCursor) -> String? {
        let isIn = cursor.take("in")
        guard let count = NumberReader(words: words).amount(&cursor), let whole = Int(exactly: count),
            (0...100_000).contains(whole), let unit = cursor.take(from: Self.units)
        else { return nil }
        if isIn { return "+\(whole) \(unit)" }
        if cursor.take("ago") { return "-\(whole) \(unit)" }
        guard cursor.take(all: ["from", "now"]) || cursor.take(all: ["from", "today"]) else { return nil }
        return "+\(whole) \(unit)"
    }

    /// `2026-12-25`.
    private func numeric(_ cursor: inout WordCursor) -> String? {
        guard cursor.next.utf8.count == 4, let year = Int(cursor.next) else { return nil }
        cursor.place += 1
        guard cursor.take("-"), let month = small(&cursor), cursor.take("-"), let day = small(&cursor) else {
            return nil
        }
        return Self.value(year, month, day)
    }

    /// `the 4th of July`, `25 december 2027`.
    private func dayOfMonth(_ cursor: inout WordCursor) -> String? {
        _ = cursor.take("on")
        _ = cursor.take("the")
        guard let day = day(&cursor) else { return nil }
        _ = cursor.take("of")
        guard let month = cursor.take(from: Self.months) else { return nil }
        return Self.value(year(&cursor), month, day)
    }

    /// `December the 25th`, `march 3 2027`.
    private func monthAndDay(_ cursor: inout WordCursor) -> String? {
        _ = cursor.take("on")
        guard let month = cursor.take(from: Self.months) else { return nil }
        _ = cursor.take("the")
        guard let day = day(&cursor) else { return nil }
        return Self.value(year(&cursor), month, day)
    }

    private func day(_ cursor: inout WordCursor) -> Int? {
        if let day = small(&cursor) {
            _ = cursor.take(oneOf: ["st", "nd", "rd", "th"])
            return day
        }
        if let day = cursor.take(from: words.ordinals) { return day }
        return cursor.attempt { cursor in
            guard let tens = cursor.take(from: words.values), (1...31).contains(tens) else { return nil }
            guard tens >= 20, let unit = cursor.take(from: words.ordinals), unit < 10 else { return tens }
            return tens + unit
        }
    }

    private func small(_ cursor: inout WordCursor) -> Int? {
        guard cursor.next.utf8.count <= 2, let number = Int(cursor.next) else { return nil }
        cursor.place += 1
        return number
    }

    private func year(_ cursor: inout WordCursor) -> Int? {
        guard cursor.next.utf8.count == 4, let year = Int(cursor.next) else { return nil }
        cursor.place += 1
        return year
    }

    private static func value(_ year: Int?, _ month: Int, _ day: Int) -> String? {
        let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        let text = "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        return year.map { "\($0)-\(text)" } ?? text
    }
}
