private import Glibc
package import SpeechFrames
private import Synchronization

/// How the stages are: what is known of their processes and links, for whoever watches or asks.
package final class StageRoster: Sendable {
    private struct Entry {
        var health = StageHealth()
        var process: ProcessFacts?
        /// Since when the process runs, or when it was met.
        var since: ContinuousClock.Instant?
        /// Who is at the other end of the link.
        var linkedPID: Int32?
        /// What the process did when its deadline was set, and when that was.
        var effort: (ProcessEffort, ContinuousClock.Instant)?
        /// Whether a ``StageProcess`` watches over it, which tells of its ends; else the link is all that tells.
        var isWatched = false
        var restarts = 0
        var lastDeath: String?
        var isCritical = false
        /// Why it cannot do its work, as it says itself.
        var trouble: String?
        /// How its cache was used, as it says itself.
        var cache: CacheStatus?
        /// What it measures of its work.
        var synthesis: SynthesisMeasures?
    }

    private let entries = Mutex<[Stage: Entry]>([:])
    private let alarms = Dictionary(uniqueKeysWithValues: Stage.allCases.map { ($0, Alarm()) })
    private let started = ContinuousClock.now

    package init() {}

    /// A stage's process runs, whoever started it; `isListening` where it was found at work.
    func runs(_ stage: Stage, _ process: ProcessFacts?, isListening: Bool = false) {
        change(stage) { entry in
            entry.isWatched = true
            entry.process = process
            entry.since = .now
            let isLinked = entry.linkedPID != nil && entry.linkedPID == process?.pid
            entry.health.runs(since: .now, isLinked: isLinked, isListening: isListening)
            Self.watchEffort(&entry)
        }
    }

    /// A stage's process has ended, as `death` says.
    func died(_ stage: Stage, _ death: String, isCritical: Bool) {
        change(stage) { entry in
            entry.process = nil
            entry.since = nil
            entry.health.ended()
            entry.lastDeath = death
            entry.restarts += 1
            entry.isCritical = isCritical
        }
    }

    /// The link to a stage stands; `pid` is what the peer calls itself.
    ///
    /// - Returns: what it is a link to, for ``unlinked(_:_:)``.
    package func linked(_ stage: Stage, pid: Int32) -> StageHealth.Life {
        change(stage) { entry in
            entry.linkedPID = pid
            entry.isCritical = false
            entry.trouble = nil
            entry.cache = nil
            entry.synthesis = nil
            if !entry.isWatched || entry.process == nil { Self.meet(pid, &entry) }
            return entry.health.linked()
        }
    }

    /// A stage says how it is: why it cannot do its work, or that it can again, how its cache was used, and what it measures.
    package func note(_ stage: Stage, _ status: ProcessStatus?) {
        change(stage) { entry in
            entry.trouble = status?.trouble
            entry.cache = status?.cache
            entry.synthesis = status?.synthesis
        }
    }

    /// A link to a stage is gone.
    package func unlinked(_ stage: Stage, _ life: StageHealth.Life) {
        change(stage) { entry in
            entry.linkedPID = nil
            let isRunning = entry.process?.isRunning == true
            entry.health.unlinked(life, at: .now, isRunning: isRunning)
            Self.watchEffort(&entry)
            if !entry.isWatched, !isRunning { Self.miss(&entry) }
        }
    }

    /// A process that somebody else started answers: another one than before, or the same again.
    private static func meet(_ pid: Int32, _ entry: inout Entry) {
        let process = ProcessFacts(pid: pid)
        guard process == nil || process != entry.process else { return }
        if entry.process != nil { miss(&entry) }
        entry.process = process
        entry.since = .now
    }

    /// A process that somebody else started has ended.
    private static func miss(_ entry: inout Entry) {
        entry.process = nil
        entry.since = nil
        entry.restarts += 1
        entry.lastDeath = "ended, and was not this supervisor's child"
    }

    /// Whether a stage's process is there, as far as is known: it runs, whether there is a link to it or not, or is at the other
    /// end of one.
    func isThere(_ stage: Stage) -> Bool {
        entries.withLock { $0[stage].map { $0.linkedPID != nil || $0.process?.isRunning == true } ?? false }
    }

    /// Kills a stage that cannot be trusted any more, and all that is in its group; it will be started again.
    ///
    /// - Returns: whether it does nothing from now on; false where it cannot be killed by who we are.
    @discardableResult
    package func kill(_ stage: Stage) -> Bool {
        let (process, isLinked) = entries.withLock { ($0[stage]?.process, $0[stage]?.linkedPID != nil) }
        guard let process else { return !isLinked }
        guard process.isRunning else { return true }
        // A stage leads a group of its own; one that somebody else started may not.
        let target = getpgid(process.pid) == process.pid ? -process.pid : process.pid
        return Glibc.kill(target, SIGKILL) == 0 || errno == ESRCH
    }

    /// Returns when the stage counts as hung, or the task is cancelled.
    func waitUntilHung(_ stage: Stage) async {
        while !Task.isCancelled {
            let deadline = entries.withLock { $0[stage]?.health.deadline }
            if let deadline, deadline <= .now, !givesTime(to: stage) { return }
            await alarms[stage]?.wait(until: entries.withLock { $0[stage]?.health.deadline })
        }
    }

    /// Whether a stage that has come to its deadline has more time, for it only waits for a processor.
    private func givesTime(to stage: Stage) -> Bool {
        entries.withLock { entries in
            guard var entry = entries[stage], let (before, time) = entry.effort, let effort = entry.process?.effort,
                effort.isStarved(since: before, in: time.duration(to: .now)), entry.health.starves(at: .now)
            else { return false }
            entry.effort = (effort, .now)
            entries[stage] = entry
            return true
        }
    }

    /// From now on it is known what the process did until its deadline, where it has one.
    private static func watchEffort(_ entry: inout Entry) {
        entry.effort = entry.health.deadline == nil ? nil : entry.process?.effort.map { ($0, .now) }
    }

    /// How the supervisor and the stages are.
    package func status() -> Status {
        let entries = entries.withLock { $0 }
        let own = ProcessStatus(
            name: "hub-supervisor",
            state: .up,
            pid: getpid(),
            uptimeMilliseconds: started.duration(to: .now).milliseconds,
            memoryBytes: ProcessFacts.memory(of: getpid())
        )
        return Status(processes: [own] + Stage.allCases.map { Self.status(of: $0, entries[$0] ?? Entry()) })
    }

    private static func status(of stage: Stage, _ entry: Entry) -> ProcessStatus {
        let running = entry.process != nil || entry.since != nil
        return ProcessStatus(
            name: stage.name,
            state: entry.health.isLinked ? .up : entry.isCritical ? .critical : running ? .starting : .down,
            pid: entry.process?.pid,
            uptimeMilliseconds: entry.since?.duration(to: .now).milliseconds,
            restarts: entry.restarts,
            memoryBytes: entry.process.flatMap { ProcessFacts.memory(of: $0.pid) },
            lastDeath: entry.lastDeath,
            trouble: entry.health.isLinked ? entry.trouble : nil,
            cache: entry.health.isLinked ? entry.cache : nil,
            synthesis: entry.health.isLinked ? entry.synthesis.map(withMemory) : nil
        )
    }

    /// With the workers' memory, as it is now.
    private static func withMemory(_ synthesis: SynthesisMeasures) -> SynthesisMeasures {
        var synthesis = synthesis
        synthesis.memoryBytes = synthesis.pids.prefix(mostWorkers).reduce(0) { $0 + (ProcessFacts.memory(of: $1) ?? 0) }
        return synthesis
    }

    /// How many workers' memory is looked at: as many as there may be.
    private static let mostWorkers = 64

    @discardableResult
    private func change<Value: Sendable>(_ stage: Stage, _ change: (inout Entry) -> Value) -> Value {
        let value = entries.withLock { change(&$0[stage, default: Entry()]) }
        alarms[stage]?.ring()
        return value
    }
}
