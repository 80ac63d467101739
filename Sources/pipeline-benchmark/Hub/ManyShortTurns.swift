import SpeechFrames
import TestSupport

/// Ten thousand turns through one hub, as fast as it goes: whether its memory stays as it is.
struct ManyShortTurns {
    let conditions: Conditions

    private static let talkers = 8

    func run() async throws -> [Row] {
        let turns = conditions.isQuick ? 2_000 : 10_000
        return try await FakeOllama.with(FakeAnswer(["Yes."])) { model in
            try await RunningHub.with(HubSetting.counted(model), talkers: Self.talkers) { hub, talkers in
                let start = Nanoseconds.now
                try await say(turns / 10, talkers)
                let early = Self.memory(hub)
                try await say(turns - turns / 10, talkers)
                let late = Self.memory(hub)
                let pace = Double(turns) / (Double(Nanoseconds.now - start) / 1e9)
                let name = "memory after \(turns) turns against \(turns / 10)"
                var rows = [Self.row(name, Self.total(early), Self.total(late), .atMost(1.05))]
                for program in late.keys.sorted() {
                    rows.append(Self.row("  of \(program)", early[program] ?? 0, late[program] ?? 0))
                }
                return rows + [Row("  turns a second", pace, "")]
            }
        }
    }

    private func say(_ count: Int, _ talkers: [HubTalker]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, talker) in talkers.enumerated() {
                group.addTask {
                    for _ in 0..<count / talkers.count {
                        let say = Say(text: "Yes.", session: "short-\(number)", output: "pcm:/dev/null")
                        try await talker.finish(.say(say))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func row(_ name: String, _ early: Double, _ late: Double, _ target: Row.Target = .none) -> Row {
        Row(name, late / early, "", target, note: "\(Table.text(early, "MB")), then \(Table.text(late, "MB"))")
    }

    private static func total(_ memory: [String: Double]) -> Double { memory.values.reduce(0, +) }

    /// Resident sets by program, in MB.
    private static func memory(_ hub: RunningHub) -> [String: Double] {
        hub.processes.reduce(into: [:]) { $0[$1.name, default: 0] += Double($1.memory) / 1e6 }
    }
}
