/// Silences between phrases that the line made, at a model's pace, in real time: several stories side by side, so that
/// a hundred phrases are heard within a minute.
struct Gaps {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let turns = conditions.isQuick ? 2 : 10
        let outcome = try await Crowd(conditions: conditions, turns: turns, proof: Story.firstPhraseProof).run()
        let log = outcome.log
        return [
            Row(
                "gaps between phrases (\(turns) turns, real time)",
                Double(log.gaps),
                "",
                .exactly(0),
                note: "\(log.phrases) phrases" + (log.longestGap.isEmpty ? "" : ", the longest \(log.longestGap)")
            ),
            Row("underruns in these turns", Double(log.underruns), "", .exactly(0)),
            Row("phrases skipped", Double(log.skipped), "", .exactly(0), note: log.warnings.first ?? ""),
        ]
    }
}
