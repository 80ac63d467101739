/// Fifty turns at once through one pipe, in real time: what it costs, and whether anybody hears it.
struct ManyTurns {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let turns = conditions.isQuick ? 10 : 50
        let outcome = try await Crowd(conditions: conditions, turns: turns, proof: Story.firstPhraseProof).run()
        let log = outcome.log
        let head = "\(turns) turns at once: "
        let note = log.longestGap.isEmpty ? "" : "the longest \(log.longestGap)"
        var rows = [
            Row(head + "turns heard to their end", Double(log.reports), "", .exactly(Double(turns))),
            Row(head + "underruns", Double(log.underruns), "", .exactly(0), note: "\(log.phrases) phrases"),
            Row(head + "gaps", Double(log.gaps), "", .exactly(0), note: note),
            Row(head + "phrases skipped", Double(log.skipped), "", .exactly(0), note: log.warnings.first ?? ""),
            Row(head + "own share, median", outcome.shares.median, "ms", note: "\(outcome.shares.count) turns"),
            Row(head + "own share, p95", outcome.shares.milliseconds(95), "ms"),
        ]
        for (name, seconds) in outcome.cpu { rows.append(Row(head + "CPU of \(name)", seconds, "s")) }
        let share = outcome.cpu.reduce(0) { $0 + $1.seconds } / outcome.elapsed * 100
        rows.append(Row(head + "CPU of all, of one core", share, "%", note: "over \(Int(outcome.elapsed)) s"))
        return rows
    }
}
