/// One thing that a service tells the manager that started it (sd_notify(3)).
package enum ServiceNotice: Sendable, Equatable {
    /// The start is over, or settings were read again: it serves.
    case ready
    /// What it does, in a line for people.
    case status(String)
    /// It is alive; asked for by `WATCHDOG_USEC`.
    case alive
    /// How long the manager is to wait for the next sign of life from now on, in place of what it was set to.
    case patience(Duration)
    /// It reads its settings again, since this time in microseconds of CLOCK_MONOTONIC; ``ready`` ends it.
    case reloading(since: Int)
    /// It has begun to end.
    case stopping

    /// As lines of the protocol, each without its end.
    var text: String {
        switch self {
        case .ready: "READY=1"
        // A line's end would begin another message.
        case .status(let text): "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
        case .alive: "WATCHDOG=1"
        case .patience(let time): "WATCHDOG_USEC=\(Int(time / .microseconds(1)))"
        case .reloading(let time): "RELOADING=1\nMONOTONIC_USEC=\(time)"
        case .stopping: "STOPPING=1"
        }
    }
}
