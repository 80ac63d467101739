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
    /// The same for one that listens already, as an earlier supervisor has left it: a link's longest wait, and the 2 s in which
    /// whoever lives answers.
    package static let adoptionLimit = Duration.seconds(3)
    /// How long a process may be without a link after it had one. The link itself has waited 2 s before it gave up; this
    /// is the time for a process that died to be seen dead, and for one that ended the link to be met again.
    package static let relinkLimit = Duration.milliseconds(500)

    /// How much longer it may take, at most, as long as it waits for a processor: what is busy elsewhere on the machine is no fault
    /// of its own, and killing it would make it later still.
    package static let starvedLimit = Duration.seconds(10)

    /// When the process counts as hung if nothing happens; `nil` while it answers, or is not there.
    package private(set) var deadline: ContinuousClock.Instant?

    /// Whether there is a link to the process that runs.
    package var isLinked: Bool { linkedLife == life }

    /// When it would have counted as hung without having been given more time.
    private var firstDeadline: ContinuousClock.Instant?
    private var life = Life(number: 0)
    private var linkedLife: Life?

    package init() {}

    /// A process runs that was not known; `isLinked` says whether the link that stands is to it, `isListening` whether it listens
    /// already.
    package mutating func runs(
        since start: ContinuousClock.Instant,
        isLinked: Bool = false,
        isListening: Bool = false
    ) {
        if !isLinked { life.number += 1 }
        set(isLinked ? nil : start + (isListening ? Self.adoptionLimit : Self.startLimit))
    }

    /// At its deadline it waits for a processor.
    ///
    /// - Returns: whether it is given more time.
    package mutating func starves(at now: ContinuousClock.Instant) -> Bool {
        guard let firstDeadline, now < firstDeadline + Self.starvedLimit else { return false }
        deadline = now + Self.relinkLimit
        return true
    }

    private mutating func set(_ deadline: ContinuousClock.Instant?) {
        self.deadline = deadline
        firstDeadline = deadline
    }

    /// The process has ended.
    package mutating func ended() { set(nil) }

    /// A link stands.
    ///
    /// - Returns: what it is a link to, for ``unlinked(_:at:isRunning:)``.
    package mutating func linked() -> Life {
        linkedLife = life
        set(nil)
        return life
    }

    /// A link is gone; `isRunning` says whether the process is still there.
    package mutating func unlinked(_ old: Life, at now: ContinuousClock.Instant, isRunning: Bool) {
        guard linkedLife == old else { return }
        linkedLife = nil
        if old == life { set(isRunning ? now + Self.relinkLimit : nil) }
    }
}
