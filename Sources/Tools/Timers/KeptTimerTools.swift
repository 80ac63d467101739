/// Says which timers and alarms are set.
package struct ListTimersTool: Tool {
    package let name = "list_timers"
    package let description = "Lists timers, alarms and reminders with the time left."
    package let parameters: [ToolParameter] = []
    private let desk: TimerDesk

    package init(_ desk: TimerDesk) { self.desk = desk }

    /// More are only counted: nobody listens to a hundred.
    private static let longestList = 5

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let timers = try desk.store().all
        let data = JSONValue.array(timers.map { TimerDesk.data($0, desk.clock) })
        if timers.isEmpty { return ToolResult(spoken: "No timers are set.", data: data) }
        var sentences = timers.prefix(Self.longestList).map(sentence)
        if timers.count > Self.longestList { sentences.append("There are \(timers.count - Self.longestList) more.") }
        return ToolResult(spoken: sentences.joined(separator: " "), data: data)
    }

    private func sentence(_ timer: TimerEntry) -> String {
        let what = timer.text.map { "The reminder to \($0)" } ?? TimerEntry.capitalized(timer.title)
        switch timer.kind {
        case .timer:
            let left = max(1, TimerEntry.rounded(timer.due - desk.clock.now()))
            return "\(what) has \(Count.spoken(seconds: left)) left."
        case .alarm: return "\(what) is set for \(desk.moment(timer.due))."
        }
    }
}

/// Takes timers and alarms away.
package struct CancelTimerTool: Tool {
    package let name = "cancel_timer"
    package let description = "Cancels timers, alarms and reminders."
    package let parameters = [
        ToolParameter("name", .string, "Those of that name.", isRequired: false),
        ToolParameter("duration", .number, "Those of so many seconds.", isRequired: false),
    ]
    private let desk: TimerDesk

    package init(_ desk: TimerDesk) { self.desk = desk }

    package func run(_ arguments: [String: JSONValue], in context: ToolContext) async throws -> ToolResult {
        let store = try desk.store()
        let name = arguments["name"]?.string?.lowercased()
        let duration = arguments["duration"]?.number
        let meant = store.all.filter { timer in
            (name == nil || timer.name?.lowercased() == name) && (duration == nil || timer.duration == duration)
        }
        guard !meant.isEmpty else { return ToolResult(spoken: "There is no such timer.", data: ["cancelled": 0]) }
        try store.remove(Set(meant.map(\.id)))
        let spoken = meant.count == 1 ? "Cancelled \(meant[0].title)." : "Cancelled all \(meant.count)."
        return ToolResult(spoken: spoken, data: ["cancelled": .number(Double(meant.count))])
    }
}
