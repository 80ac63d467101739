/// Whether a process that runs also answers: one that is there without a link is hung, and has to be killed.
///
/// A link belongs to one life of the process: its end may be seen only when the next process runs already, and says nothing
/// about that one.
package struct StageHealth: Sendable, Equatable {
    /// One process from its start to its end.
    package struct Life: Sendable, Equatable {
        fileprivate var number: Int
    }

    /// How long a process may take from its start to its first link.
    package static let startLimit = Duration.seconds(10)
    /// How long a process may be without a link after it had one. The link itself has waited 2 s before it gave up; this
    /// is the time for a process that died to be seen dead, and for one that ended the link to be met again.
    package static let relinkLimit = Duration.milliseconds(500)

    /// When the process counts as hung if nothing happens; `nil` while it answers, or is not there.
    package private(set) var deadline: ContinuousClock.Instant?

    /// Whether there is a link to the process that runs.
    package var isLinked: Bool { linkedLife == life }

    private var life = Life(number: 0)
    private var linkedLife: Life?

    package init() {}

    /// A process runs that was not known; `isLinked` says whether the link that stands is to it.
    package mutating func runs(since start: ContinuousClock.Instant, isLinked: Bool = false) {
        if !isLinked { life.number += 1 }
        deadline = isLinked ? nil : start + Self.startLimit
    }

    /// The process has ended.
    package mutating func ended() { deadline = nil }

    /// A link stands.
    ///
    /// - Returns: what it is a link to, for ``unlinked(_:at:isRunning:)``.
    package mutating func linked() -> Life {
        linkedLife = life
        deadline = nil
        return life
    }

    /// A link is gone; `isRunning` says whether the process is still there.
    package mutating func unlinked(_ old: Life, at now: ContinuousClock.Instant, isRunning: Bool) {
        guard linkedLife == old else { return }
        linkedLife = nil
        if old == life { deadline = isRunning ? now + Self.relinkLimit : nil }
    }
}
