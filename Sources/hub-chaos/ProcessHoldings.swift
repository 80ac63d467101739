import TestSupport

/// What one process holds of the system.
struct ProcessHoldings: Sendable, Equatable {
    var descriptors: Int
    /// Resident, in bytes.
    var memory: Int

    init(_ process: HubProcess) {
        descriptors = process.descriptors
        memory = process.memory
    }

    /// What all processes of a hub hold, once that has not changed for a second.
    static func atRest(_ hub: RunningHub) async -> [HubProcess: ProcessHoldings] {
        var last: [HubProcess: Int] = [:]
        var since = ContinuousClock.now
        _ = await eventually(within: .seconds(30)) {
            let now = hub.processes.reduce(into: [:]) { $0[$1] = $1.descriptors }
            if now != last { (last, since) = (now, .now) }
            return since.duration(to: .now) > .seconds(1)
        }
        return hub.processes.reduce(into: [:]) { $0[$1] = ProcessHoldings($1) }
    }
}

/// The hub at the end beside the hub at the start: by program, for most processes are others by then.
struct HoldingsComparison: Sendable {
    private let counts: [String: Int]
    private let descriptors: [String: Int]
    private let memory: [String: Int]

    /// A process that was there all the time keeps some memory for the next turn.
    private static let allowance = 64 << 20

    init(before: [HubProcess: ProcessHoldings]) {
        counts = Dictionary(before.keys.map { ($0.name, 1) }, uniquingKeysWith: +)
        descriptors = Dictionary(before.map { ($0.name, $1.descriptors) }, uniquingKeysWith: max)
        memory = Dictionary(before.map { ($0.name, $1.memory) }, uniquingKeysWith: max)
    }

    /// What is too much now.
    func excess(of processes: [HubProcess]) -> [(zero: ChaosCounts.Zero, count: Int, what: String)] {
        var excess: [(ChaosCounts.Zero, Int, String)] = []
        for process in processes {
            let open = process.descriptors - (descriptors[process.name] ?? 0)
            if open > 0 { excess.append((.descriptors, open, "\(process.name) \(process.id)")) }
            let grown = process.memory - (memory[process.name] ?? 0)
            if grown > Self.allowance { excess.append((.bytes, 1, "\(process.name) by \(grown) bytes")) }
        }
        for (name, group) in Dictionary(grouping: processes, by: \.name) {
            let more = group.count - (counts[name] ?? 0)
            if more > 0 { excess.append((.processes, more, name)) }
        }
        for process in processes {
            let zombies = ProcessTable.children(of: process.id).count { ProcessTable.state(of: $0) == "Z" }
            if zombies > 0 { excess.append((.processes, zombies, "dead children of \(process.name)")) }
        }
        return excess
    }

    func report(_ processes: [HubProcess], to ledger: Ledger) {
        for (zero, count, what) in excess(of: processes) { ledger.fault(zero, count, what) }
        ledger.note { counts in
            for process in processes {
                let now = ProcessHoldings(process)
                let open = counts.descriptors[process.name]?.after ?? 0
                let held = counts.memory[process.name]?.after ?? 0
                counts.descriptors[process.name] = (descriptors[process.name] ?? 0, max(open, now.descriptors))
                counts.memory[process.name] = (memory[process.name] ?? 0, max(held, now.memory))
            }
        }
    }
}
