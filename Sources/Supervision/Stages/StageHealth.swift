/// Whether a process that runs also answers: one that is there without a link is hung, and has to be killed.
package struct StageHealth: Sendable, Equatable {
    /// How long a process may take from its start to its first link.
    package static let startLimit = Duration.seconds(10)
    /// How long a process may be without a link after it had one. The link itself has waited 2 s before it gave up; this
    /// is the time for a process that died to be seen dead, and for one that ended the link to be met again.
    package static let relinkLimit = Duration.milliseconds(500)

    /// When the process counts as hung if nothing happens; `nil` while it answers, or is not there.
    package private(set) var deadline: ContinuousClock.Instant?

    /// Whether there is a link.
    package private(set) var isLinked = false

    package init() {}

    /// The process runs; `nil`: it has ended.
    package mutating func runs(since start: ContinuousClock.Instant?) {
        deadline = isLinked ? nil : start?.advanced(by: Self.startLimit)
    }

    /// A link stands.
    package mutating func linked() {
        isLinked = true
        deadline = nil
    }

    /// The link is gone; `isRunning` says whether the process is still there.
    package mutating func unlinked(at now: ContinuousClock.Instant, isRunning: Bool) {
        isLinked = false
        deadline = isRunning ? now.advanced(by: Self.relinkLimit) : nil
    }
}
