/// Sets a timer or a reminder after a duration.
package struct SetTimerTool: Tool {
    package let name = "set_timer"
    package let description = "Sets a timer, or a reminder after a time."
    package let parameters = [
        ToolParameter("duration", .number, "In seconds."),
        ToolParameter("name", .string, "Such as pasta.", isRequired: false),
        ToolParameter("text", .string, "What to remind of.", isRequired: false),
    ]
    private let desk: TimerDesk

    package init(_ desk: TimerDesk) { self.desk = desk }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let duration = arguments["duration"]?.number ?? 0
        guard (1...31_622_400).contains(duration) else {
            throw ToolError(
                .badArguments,
                "`duration` is \(SpokenNumber.plain(duration)) s: it must be from 1 to 31622400",
                spoken: "A timer takes from one second to one year."
            )
        }
        let timer = desk.timer(.timer, due: desk.clock.now() + duration, arguments, context, duration: duration)
        try desk.store().add(timer)
        let length = Count.spoken(seconds: Int(duration.rounded()))
        let isReminder = timer.text != nil
        let what = timer.name.map { "Your \($0) timer" } ?? "A timer"
        return ToolResult(
            spoken: isReminder ? "I'll remind you in \(length)." : "\(what) is set for \(length).",
            data: TimerDesk.data(timer, desk.clock)
        )
    }
}

/// Sets an alarm or a reminder for a time of day.
package struct SetAlarmTool: Tool {
    package let name = "set_alarm"
    package let description = "Sets an alarm, or a reminder for a time of day."
    package let parameters = [
        ToolParameter("time", .string, "\(ClockText.forms)."),
        ToolParameter("day", .string, "\(DateText.reference); without it: the next such time.", isRequired: false),
        ToolParameter("name", .string, "", isRequired: false),
        ToolParameter("text", .string, "What to remind of.", isRequired: false),
    ]
    private let desk: TimerDesk

    package init(_ desk: TimerDesk) { self.desk = desk }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let due = try ClockText.next(arguments["time"]?.string ?? "", day: arguments["day"]?.string, desk.clock)
        let timer = desk.timer(.alarm, due: due, arguments, context)
        try desk.store().add(timer)
        let what = timer.text == nil ? "Your alarm is set for" : "I'll remind you at"
        return ToolResult(spoken: "\(what) \(desk.moment(due)).", data: TimerDesk.data(timer, desk.clock))
    }
}
