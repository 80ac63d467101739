/// English times of day: `7`, `7:30 pm`, `half past six`, `seven thirty in the evening`, `noon`.
///
/// The value is `7:30 am`, `7:30 pm`, `19:30`, or `7:30` where it was not said which half of the day is meant; ` tomorrow` comes
/// after it where that was said.
struct ClockTimeReader: SpanReader {
    let words: NumberWords

    private static let halves: [([String], String)] = [
        (["am"], "am"), (["pm"], "pm"), (["in", "the", "morning"], "am"), (["in", "the", "afternoon"], "pm"),
        (["in", "the", "evening"], "pm"), (["at", "night"], "night"), (["tonight"], "night"),
        (["this", "morning"], "am"), (["this", "afternoon"], "pm"), (["this", "evening"], "pm"),
    ]

    /// After `tomorrow`.
    private static let partsOfDay = ["morning": "am", "afternoon": "pm", "evening": "pm", "night": "night"]

    func spans(in row: ArraySlice<Word>, from start: Int) -> [Span] {
        var cursor = WordCursor(row, at: start)
        if cursor.take("noon") || cursor.take("midday") { return [Span(end: cursor.place, value: "12:00 pm")] }
        if cursor.take("midnight") { return [Span(end: cursor.place, value: "12:00 am")] }
        guard let (hour, minute) = cursor.attempt(relative) ?? cursor.attempt(plain) else { return [] }
        var half: String?
        for (row, meaning) in Self.halves where cursor.take(all: row) {
            half = meaning
            break
        }
        let isTomorrow = cursor.take("tomorrow")
        if isTomorrow, half == nil { half = cursor.take(from: Self.partsOfDay) }
        guard let value = Self.value(hour, minute, half) else { return [] }
        return [Span(end: cursor.place, value: isTomorrow ? "\(value) tomorrow" : value)]
    }

    private static func value(_ hour: Int, _ minute: Int, _ half: String?) -> String? {
        guard (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0 else { return nil }
        let minutes = minute < 10 ? "0\(minute)" : "\(minute)"
        guard (1...12).contains(hour) else { return "\(hour == 24 ? 0 : hour):\(minutes)" }
        switch half {
        case "night": return "\(hour):\(minutes) \(hour == 12 || hour < 5 ? "am" : "pm")"
        case let half?: return "\(hour):\(minutes) \(half)"
        case nil: return "\(hour):\(minutes)"
        }
    }

    /// `half past six`, `a quarter to seven`, `twenty minutes past ten`.
    private func relative(_ cursor: inout WordCursor) -> (Int, Int)? {
        _ = cursor.take("a")
        var minutes: Int
        if cursor.take("half") {
            minutes = 30
        } else if cursor.take("quarter") {
            minutes = 15
        } else {
            guard let number = count(&cursor), (1...59).contains(number) else { return nil }
            minutes = number
            _ = cursor.take("minutes") || cursor.take("minute")
        }
        let isPast = cursor.take("past") || cursor.take("after")
        guard isPast || cursor.take("to") || cursor.take("till") || cursor.take("before") else { return nil }
        guard let hour = count(&cursor), (1...12).contains(hour) else { return nil }
        _ = cursor.take("o'clock")
        return isPast ? (hour, minutes) : (hour == 1 ? 12 : hour - 1, 60 - minutes)
    }

    private func plain(_ cursor: inout WordCursor) -> (Int, Int)? {
        let parts = cursor.next.split { $0 == ":" || $0 == "." }
        if parts.count == 2, parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]) {
            cursor.place += 1
            return (hour, minute)
        }
        guard let hour = count(&cursor), (0...24).contains(hour) else { return nil }
        if cursor.take("o'clock") || cursor.take("oclock") || cursor.take("h") { return (hour, 0) }
        let minute = cursor.attempt { cursor -> Int? in
            if cursor.take("oh") { return count(&cursor).flatMap { (1...9).contains($0) ? $0 : nil } }
            guard let minute = count(&cursor), (10...59).contains(minute) else { return nil }
            return minute
        }
        return (hour, minute ?? 0)
    }

    /// A small whole number; `twelve thirty` are two.
    private func count(_ cursor: inout WordCursor) -> Int? {
        if let number = Int(cursor.next), cursor.next.utf8.count <= 2 {
            cursor.place += 1
            return number
        }
        return cursor.attempt { cursor -> Int? in
            guard let first = cursor.take(from: words.values), first < 60 else { return nil }
            guard first >= 20, first % 10 == 0, let unit = words.values[cursor.next], (1...9).contains(unit) else {
                return first
            }
            cursor.place += 1
            return first + unit
        }
    }
}
