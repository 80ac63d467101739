import Glibc
import TestSupport

/// Hurts the hub's processes until the time is over, and heals what nobody else would.
struct Havoc: Sendable {
    let hub: RunningHub
    let over: Over
    let watch: SoundWatch
    let journal: Journal
    let ledger: Ledger
    let settings: ChaosSettings

    /// How long a process that hangs may stay: the supervisor may be away meanwhile, or be stopped itself.
    private static let hangLimit = Duration.seconds(30)

    func run(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        var budget = BlowBudget()
        await withDiscardingTaskGroup { group in
            while !over.isOver {
                await over.rest(settings.pause * Double.random(in: 0.1...1.9, using: &random))
                guard !over.isOver else { break }
                let blows = Blow.next(of: settings.victims, &random).filter { budget.admits($0, at: .now) }
                if blows.count > 1 { ledger.note { $0.salvos += 1 } }
                // The first of several is not waited for.
                for blow in blows { group.addTask { await strike(blow) } }
            }
        }
        // Whatever is stopped still: the system would go on too.
        if hub.supervisor == nil { start() }
    }

    private func strike(_ blow: Blow) async {
        if blow.victim == .supervisor { return await strikeSupervisor(blow) }
        guard let process = hub.processes.filter({ $0.name == blow.victim.rawValue }).randomElement() else { return }
        note(blow, process.id)
        switch blow.kind {
        case .kill:
            watch.died(process.name)
            process.send(SIGKILL)
        case .pause(let length):
            process.send(SIGSTOP)
            await over.rest(length)
            process.send(SIGCONT)
        case .hang:
            watch.died("hung \(process.name)")
            process.send(SIGSTOP)
            if await eventually(within: Self.hangLimit, { !process.isStopped }) { return }
            ledger.fault(.hung, 1, "\(process.name) \(process.id)")
            process.send(SIGKILL)
        }
    }

    private func strikeSupervisor(_ blow: Blow) async {
        guard let id = hub.supervisor else { return }
        note(blow, id)
        if case .pause(let length) = blow.kind {
            hub.send(SIGSTOP)
            await over.rest(length)
            return hub.send(SIGCONT)
        }
        hub.kill()
        await over.rest(blow.absence)
        start()
    }

    private func start() {
        do { try hub.start() } catch { ledger.fault(.hung, 1, "\(error)") }
    }

    private func note(_ blow: Blow, _ id: Int32) {
        journal.write("\(blow.kind) \(blow.victim.rawValue) \(id)")
        ledger.note { counts in
            switch blow.kind {
            case .kill: counts.kills[blow.victim.rawValue, default: 0] += 1
            case .pause, .hang: counts.stops[blow.victim.rawValue, default: 0] += 1
            }
        }
    }
}
