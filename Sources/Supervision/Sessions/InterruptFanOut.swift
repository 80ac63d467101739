package import SpeechFrames

/// One interrupt, three stages: sends it to all at once, waits for their acknowledgements, and no longer than the grace.
///
/// The sequencer is waited for longer: as long as it may still play the turn, its end is not told. At twice the grace it is made an
/// end of, whether there is a link to it or not.
package struct InterruptFanOut: Sendable {
    package enum Action: Sendable, Equatable {
        /// Send this to the stage.
        case send(Interrupt, Stage)
        /// The turn has been stopped, by all or by force; what the sequencer said, where it did.
        case stopped(TurnID, heard: Interrupted?, silent: Set<Stage>)
        /// The stage has not acknowledged in twice the grace: it has to be restarted, for what it still does cannot be known.
        /// ``InterruptFanOut/ended(_:)`` is to follow.
        case restart(Stage, TurnID)
    }

    /// One interrupt that is not wholly acknowledged.
    private struct Pending: Sendable {
        let interrupt: Interrupt
        let since: ContinuousClock.Instant
        /// Who has not answered.
        var waitsFor: Set<Stage>
        var heard: Interrupted?
        /// Whether the sequencer may still play it: it runs, linked or not, and has not answered.
        var awaitsEar: Bool
        /// Whether the stages that have nothing to do with the sound are waited for no more.
        var isGraceOver = false
        /// Whether the stages that had not answered were to be restarted.
        var isForced = false
        /// Whether its end was told, by acknowledgements or by force.
        var isTold = false
    }

    /// How long the acknowledgements may take.
    package var grace: Duration

    /// How many interrupts are remembered for stages that are away; the oldest is forgotten.
    private static let longest = 256

    private var pending: [Pending] = []
    private var linked: Set<Stage> = []

    package init(grace: Duration = .milliseconds(500)) {
        self.grace = grace
    }

    /// When ``tick(at:)`` has something to do.
    package var nextDeadline: ContinuousClock.Instant? {
        pending.compactMap { entry in
            if !entry.isTold, !entry.isGraceOver { return entry.since + grace }
            return entry.isForced || silent(in: entry).isEmpty ? nil : entry.since + grace * 2
        }.min()
    }

    /// Interrupts a turn. Stages that are away are told when they are back, and not waited for.
    ///
    /// With `awaitsEar` the sequencer is: its process runs, whether there is a link to it or not. It may play the turn, or may have
    /// stopped it already, and is the only one who knows what was heard.
    package mutating func begin(
        _ interrupt: Interrupt,
        awaitsEar: Bool,
        at now: ContinuousClock.Instant
    ) -> [Action] {
        pending.append(
            Pending(interrupt: interrupt, since: now, waitsFor: Set(Stage.allCases), awaitsEar: awaitsEar)
        )
        if pending.count > Self.longest { pending.removeFirst() }
        return Stage.allCases.filter(linked.contains).map { .send(interrupt, $0) } + settle()
    }

    /// A stage has stopped a turn.
    package mutating func acknowledge(_ interrupted: Interrupted, from stage: Stage) -> [Action] {
        for index in pending.indices where pending[index].interrupt.turnID == interrupted.turnID {
            pending[index].waitsFor.remove(stage)
            guard stage == .audioSequencer else { continue }
            pending[index].awaitsEar = false
            // Asked again it no longer knows the words.
            if pending[index].heard?.heard == nil { pending[index].heard = interrupted }
        }
        return settle()
    }

    /// A stage answers (again): it is told what it missed. It is not held to an answer, for it may never have known the turn.
    package mutating func linkUp(_ stage: Stage) -> [Action] {
        linked.insert(stage)
        var actions: [Action] = []
        for index in pending.indices {
            let hasMissed = pending[index].waitsFor.remove(stage) != nil
            // Started anew, the sequencer has forgotten what it had stopped; who was not told yet may send it more of that.
            guard hasMissed || stage == .audioSequencer else { continue }
            actions.append(.send(pending[index].interrupt, stage))
        }
        pending.removeAll { $0.isTold && $0.waitsFor.isEmpty }
        return actions
    }

    /// A stage's link is gone. Its process may run on: see ``ended(_:)``.
    package mutating func linkDown(_ stage: Stage) -> [Action] {
        linked.remove(stage)
        return settle()
    }

    /// A stage's process is gone: of what was being stopped it does nothing any more.
    package mutating func ended(_ stage: Stage) -> [Action] {
        guard stage == .audioSequencer else { return [] }
        for index in pending.indices { pending[index].awaitsEar = false }
        return settle()
    }

    /// Ends what has waited for long enough.
    package mutating func tick(at now: ContinuousClock.Instant) -> [Action] {
        var actions: [Action] = []
        for index in pending.indices {
            let entry = pending[index]
            if entry.since + grace <= now { pending[index].isGraceOver = true }
            guard entry.since + grace * 2 <= now, !entry.isForced else { continue }
            pending[index].isForced = true
            for stage in silent(in: entry) {
                actions.append(.restart(stage, entry.interrupt.turnID))
                // Once: its link goes down with it, and the interrupt is sent anew when it is back.
                linked.remove(stage)
            }
        }
        return settle() + actions
    }

    /// Who has still to answer, of those that can.
    private func silent(in entry: Pending) -> [Stage] {
        Stage.allCases.filter { stage in
            entry.waitsFor.contains(stage) && linked.contains(stage) || stage == .audioSequencer && entry.awaitsEar
        }
    }

    /// Tells the end of what no stage that is there has still to acknowledge, and drops what all have.
    private mutating func settle() -> [Action] {
        var actions: [Action] = []
        for index in pending.indices where !pending[index].isTold {
            let entry = pending[index]
            guard !entry.awaitsEar, entry.isGraceOver || entry.waitsFor.isDisjoint(with: linked) else { continue }
            pending[index].isTold = true
            actions.append(.stopped(entry.interrupt.turnID, heard: entry.heard, silent: entry.waitsFor))
        }
        pending.removeAll { $0.isTold && $0.waitsFor.isEmpty }
        return actions
    }
}
