import SpeechFrames
import TestSupport

/// Many people at once, each hearing the whole story in real time, through one hub.
struct ManySessions {
    let conditions: Conditions

    /// What one size of the crowd came to.
    private struct Outcome: Sendable {
        var log: SequencerLog
        var shares = Latencies()
        var finished = 0
        /// By program.
        var cpu: [String: Double] = [:]
        /// At its highest.
        var memory = Memory()
    }

    /// In MB (10^6 bytes).
    private struct Memory: Sendable {
        /// Each process's resident set: a page that several of them map is counted in each.
        var rss: [String: Double] = [:]
        /// Each page counted once.
        var pss = 0.0

        var total: Double { rss.values.reduce(0, +) }
    }

    /// The story, spoken, in seconds: what CPU is scaled by.
    private static let answerLength = 50.0

    func run() async throws -> [Row] {
        var rows: [Row] = []
        var memory: [Int: Double] = [:]
        for sessions in conditions.isQuick ? [10] : [10, 50, 100] {
            let outcome = try await run(sessions)
            memory[sessions] = outcome.memory.total
            rows += Self.rows(sessions, outcome)
        }
        if let few = memory[10], let many = memory[100] {
            rows.append(Row("memory per session, of 90 more", (many - few) / 90, "MB", .atMost(2)))
        }
        return rows
    }

    private static func rows(_ sessions: Int, _ outcome: Outcome) -> [Row] {
        let head = "\(sessions) sessions: "
        var rows = [
            Row(head + "heard to their end", Double(outcome.finished), "", .exactly(Double(sessions))),
            Row(head + "underruns", Double(outcome.log.underruns), "", .exactly(0)),
        ]
        let isJudged = sessions == 50
        let turns = "\(outcome.shares.count) turns"
        func target(_ limit: Double) -> Row.Target { isJudged ? .atMost(limit) : .none }
        rows += [
            Row(head + "own share, median", outcome.shares.median, "ms", target(10), note: turns),
            Row(head + "own share, p95", outcome.shares.milliseconds(95), "ms", target(50)),
            Row(head + "CPU for an answer of 50 s", outcome.cpu.values.reduce(0, +), "s", target(0.2)),
            Row(head + "memory of all processes, RSS", outcome.memory.total, "MB", target(100)),
            Row(head + "memory of all processes, PSS", outcome.memory.pss, "MB"),
        ]
        if isJudged {
            for (name, seconds) in outcome.cpu.sorted(by: { $0.value > $1.value }) {
                rows.append(Row("  CPU of \(name)", seconds, "s"))
            }
            for (name, megabytes) in outcome.memory.rss.sorted(by: { $0.value > $1.value }) {
                rows.append(Row("  RSS of \(name)", megabytes, "MB"))
            }
        }
        return rows
    }

    private func run(_ sessions: Int) async throws -> Outcome {
        var answer = FakeAnswer(Story.tokens, rate: conditions.rate)
        answer.firstTokenDelay = .milliseconds(100)
        return try await FakeOllama.with(answer) { model in
            try await RunningHub.with(HubSetting.spoken(model), talkers: sessions) { hub, talkers in
                // Once through, so that everything is loaded.
                try await talkers[0].finish(.say(Say(text: "Good morning.", session: "warm", output: "null:warm")))
                let before = Self.cpu(hub)
                let start = Nanoseconds.now
                var indices: [Int] = []
                for (number, talker) in talkers.enumerated() {
                    indices.append(
                        await talker.ask(HubSetting.ask("turn-\(number).", "turn-\(number).", output: "null:\(number)"))
                    )
                    // People do not all ask in the same millisecond.
                    try await Task.sleep(for: .milliseconds(1_000 / sessions))
                }
                var memory = Memory()
                for (talker, index) in zip(talkers, indices) {
                    try await talker.waitForSound(of: index)
                    memory = Self.higher(memory, hub)
                }
                for (talker, index) in zip(talkers, indices) {
                    try await talker.waitForEnd(of: index)
                    memory = Self.higher(memory, hub)
                }
                let spoken = Double(Nanoseconds.now - start) / 1e9
                var outcome = Outcome(log: SequencerLog(hub.words))
                outcome.memory = memory
                outcome.cpu = Self.cpu(hub).merging(before, uniquingKeysWith: -)
                    .mapValues { $0 / Double(sessions) / spoken * Self.answerLength }
                outcome.finished = zip(talkers, indices).count { talker, index in
                    if case .finished = talker.turn(index).ending { true } else { false }
                }
                Self.record(&outcome, model)
                return outcome
            }
        }
    }

    /// From the token that proves a first phrase to its first sample.
    private static func record(_ outcome: inout Outcome, _ model: FakeOllama) {
        for exchange in model.exchanges where exchange.tokensWritten.count > Story.firstPhraseProof {
            let text = exchange.request.messages.last?.content ?? ""
            guard let at = outcome.log.firstSounds["\(text)/1"] else { continue }
            outcome.shares.record(from: exchange.tokensWritten[Story.firstPhraseProof], to: UInt64(at) * 1_000)
        }
    }

    /// Seconds so far, by program.
    private static func cpu(_ hub: RunningHub) -> [String: Double] {
        hub.processes.reduce(into: [:]) { $0[$1.name, default: 0] += ProcessFigures.cpuSeconds($1.id) }
    }

    private static func higher(_ before: Memory, _ hub: RunningHub) -> Memory {
        var now = Memory()
        for process in hub.processes {
            let memory = ProcessFigures.memory(process.id)
            now.rss[process.name, default: 0] += memory.rss
            now.pss += memory.pss
        }
        return now.total > before.total ? now : before
    }
}
