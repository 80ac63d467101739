/// Says which day it is, or on which day something is.
package struct DateTool: Tool {
    package let name = "date"
    package let description = "Today's date and weekday, or another day's."
    package let parameters = [
        ToolParameter("date", .string, "\(DateText.forms); without it: today.", isRequired: false)
    ]
    private let clock: LocalClock

    package init(clock: LocalClock) { self.clock = clock }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let today = clock.current.date
        let date = try arguments["date"]?.string.map { text throws(ToolError) in try DateText.parse(text, today: today)
        }
        let day = date ?? today
        let spoken: String
        switch day.daysSinceEpoch - today.daysSinceEpoch {
        case 0: spoken = "Today is \(day.spoken)."
        case 1: spoken = "Tomorrow is \(day.spoken)."
        case -1: spoken = "Yesterday was \(day.spoken)."
        case let days: spoken = days > 0 ? "That's \(day.spoken)." : "That was \(day.spoken)."
        }
        return ToolResult(
            spoken: spoken,
            data: ["date": .string(day.iso), "weekday": .string(CivilDate.weekdays[day.weekday])]
        )
    }
}

/// Says how long it is from one day to another.
package struct DateDifferenceTool: Tool {
    package let name = "date_difference"
    package let description = "How long it is between two days."
    package let parameters = [
        ToolParameter("date", .string, "\(DateText.reference)."),
        ToolParameter("from", .string, "Without it: today.", isRequired: false),
        ToolParameter(
            "unit",
            .choice(["days", "weeks", "months", "years", "hours"]),
            "Without it: days.",
            isRequired: false
        ),
    ]
    private let clock: LocalClock

    package init(clock: LocalClock) { self.clock = clock }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let today = clock.current.date
        let date = try DateText.parse(arguments["date"]?.string ?? "", today: today)
        let origin = try arguments["from"]?.string.map { text throws(ToolError) in
            try DateText.parse(text, today: today)
        }
        let start = origin ?? today
        let days = date.daysSinceEpoch - start.daysSinceEpoch
        let data: JSONValue = ["date": .string(date.iso), "from": .string(start.iso), "days": .number(Double(days))]
        if origin == nil, days == 0 { return ToolResult(spoken: "That's today.", data: data) }
        let span = Self.span(from: min(start, date), to: max(start, date), arguments["unit"]?.string ?? "days")
        guard origin == nil else {
            return ToolResult(
                spoken: "Between \(min(start, date).spoken) and \(max(start, date).spoken): \(span).",
                data: data
            )
        }
        let spoken = days > 0 ? "It's \(span) until \(date.spoken)." : "It's \(span) since \(date.spoken)."
        return ToolResult(spoken: spoken, data: data)
    }

    private static func span(from start: CivilDate, to end: CivilDate, _ unit: String) -> String {
        let days = end.daysSinceEpoch - start.daysSinceEpoch
        switch unit {
        case "hours": return Count.spoken(days * 24, "hour")
        case "weeks" where days >= 7: return Count.spoken(days / 7, "week", rest: days % 7, "day")
        case "months", "years":
            var months = (end.year - start.year) * 12 + end.month - start.month
            if start.adding(months: months) > end { months -= 1 }
            let rest = end.daysSinceEpoch - start.adding(months: months).daysSinceEpoch
            if unit == "years", months >= 12 { return Count.spoken(months / 12, "year", rest: months % 12, "month") }
            return months == 0 ? Count.spoken(days, "day") : Count.spoken(months, "month", rest: rest, "day")
        default: return Count.spoken(days, "day")
        }
    }
}

/// Counted things in words.
enum Count {
    /// `1 day`, `3 days`.
    static func spoken(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }

    /// `2 weeks and 3 days`; the rest is left out where it is nothing.
    static func spoken(_ count: Int, _ thing: String, rest: Int, _ small: String) -> String {
        rest == 0 ? spoken(count, thing) : "\(spoken(count, thing)) and \(spoken(rest, small))"
    }

    /// A duration in words: `1 hour and 30 minutes`.
    static func spoken(seconds: Int) -> String {
        var parts: [String] = []
        var rest = max(0, seconds)
        for (unit, length) in [("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)] where rest >= length {
            parts.append(spoken(rest / length, unit))
            rest %= length
        }
        guard let last = parts.popLast() else { return "0 seconds" }
        return parts.isEmpty ? last : "\(parts.joined(separator: ", ")) and \(last)"
    }
}
