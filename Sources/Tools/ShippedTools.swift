/// The tools that come with Loquat.
package enum ShippedTools {
    /// All of them. Timers are kept in `timers`; without it they say that they need the hub. Without a `volume` it cannot be
    /// changed.
    package static func all(
        timers: TimerStore? = nil,
        volume: VolumeDial? = nil,
        clock: LocalClock = .system
    ) -> [any Tool] {
        [
            TimeTool(clock: clock), DateTool(clock: clock), DateDifferenceTool(clock: clock), CalculateTool(),
            ConvertTool(),
            RepeatTool(), StopTool(),
        ] + TimerDesk(store: timers, clock: clock).tools + (volume.map { [VolumeTool($0)] } ?? [])
    }
}
