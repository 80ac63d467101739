/// What the timers' tools share.
package struct TimerDesk: Sendable {
    let clock: LocalClock
    private let kept: TimerStore?

    /// Without a store, as in a pipe, no timer can be set: nobody would be there to speak it.
    package init(store: TimerStore?, clock: LocalClock) {
        kept = store
        self.clock = clock
    }

    /// All of the timers' tools.
    package var tools: [any Tool] {
        [SetTimerTool(self), SetAlarmTool(self), ListTimersTool(self), CancelTimerTool(self)]
    }

    func store() throws(ToolError) -> TimerStore {
        if let kept { return kept }
        throw ToolError(
            .unavailable,
            "timers are kept by the hub, where STATE_DIRECTORY, XDG_STATE_HOME or HOME says where: start hub-supervisor",
            spoken: "Timers need the hub. Start the hub supervisor, and ask there."
        )
    }

    func timer(
        _ kind: TimerEntry.Kind,
        due: Double,
        _ arguments: [String: JSONValue],
        _ context: ToolContext,
        duration: Double? = nil
    ) -> TimerEntry {
        TimerEntry(
            id: "\(context.session)/\(context.turn)/\(context.step)",
            kind: kind,
            name: arguments["name"]?.string,
            text: arguments["text"]?.string,
            duration: duration,
            due: due,
            session: context.session,
            output: context.output
        )
    }

    /// `7:00 AM`, `7:00 AM tomorrow`, `7:00 AM on Friday, December 25, 2026`.
    func moment(_ time: Double) -> String {
        let (date, second) = clock.local(time)
        let days = date.daysSinceEpoch - clock.current.date.daysSinceEpoch
        let day = days == 0 ? "" : days == 1 ? " tomorrow" : " on \(date.spoken)"
        return LocalClock.spoken(second) + day
    }

    static func data(_ timer: TimerEntry, _ clock: LocalClock) -> JSONValue {
        let (date, second) = clock.local(timer.due)
        var members: [String: JSONValue] = [
            "kind": .string(timer.kind.rawValue), "due": .string("\(date.iso) \(LocalClock.spoken(second))"),
            "seconds_left": .number((timer.due - clock.now()).rounded()),
        ]
        if let name = timer.name { members["name"] = .string(name) }
        if let text = timer.text { members["text"] = .string(text) }
        return .object(members)
    }
}
