package import SpeechFrames

/// How the hub is at one moment: what is not counted, and is looked at when somebody asks.
package struct HubReading: Sendable {
    package var processes: [ProcessStatus]
    package var sessions: [SessionStatus]
    /// When it was.
    package var instant: ContinuousClock.Instant
    package var time: WallTime

    package init(
        processes: [ProcessStatus],
        sessions: [SessionStatus],
        instant: ContinuousClock.Instant,
        time: WallTime
    ) {
        self.processes = processes
        self.sessions = sessions
        self.instant = instant
        self.time = time
    }
}
