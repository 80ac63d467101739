/// What can be measured, in the order of a whole run.
enum Measurement: String, CaseIterable, Sendable {
    case share, hops, cached, tools, cold, story, gaps, many, memory, frames, settings, start, router
    case hub, sockets, interrupt, restart, sessions, flat
}

/// What every measurement gets.
struct Conditions: Sendable {
    /// The folder of the programs.
    let programs: String
    /// Fewer runs: figures to look at, not to quote.
    let isQuick: Bool
    /// How fast the model writes, in tokens a second.
    let rate = 30.0
}
