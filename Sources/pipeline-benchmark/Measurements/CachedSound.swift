import SpeechFrames

/// How soon a phrase is heard whose sound is kept, beside the same phrase from a worker, in turns.
struct CachedSound {
    let conditions: Conditions

    func run() async throws -> [Row] {
        let runs = conditions.isQuick ? 20 : 200
        let words = ["\(conditions.programs)/tts-workers"]
        let (spoken, kept) = try await Blocking.run {
            let stage = try Stage(words)
            defer { stage.end() }
            var (spoken, kept) = (Latencies(), Latencies())
            for turn in 1...2 * runs + 6 {
                let isKept = turn % 2 == 0
                var phrase = Phrase(session: "cached", turn: turn, phrase: 0, text: "Shall we begin now?")
                phrase.cache = isKept
                let start = Nanoseconds.now
                try stage.send([.phrase(phrase)])
                let at = try stage.waitFor { $0 == .audio }
                _ = try stage.waitFor { $0 == .synthesized }
                // The first ones are spoken, to be kept.
                if turn > 6 {
                    if isKept { kept.record(from: start, to: at) } else { spoken.record(from: start, to: at) }
                }
                // In use a stage has slept before its next work.
                Nanoseconds.pause(.milliseconds(20))
            }
            return (spoken, kept)
        }
        return [
            Row("phrase to first audio, spoken by a worker", spoken.median, "ms"),
            Row("phrase to first audio, kept from before", kept.median, "ms"),
            Row(
                "  kept against spoken",
                kept.median / spoken.median,
                "",
                .atMost(1),
                note: "\(runs) runs each, in turns"
            ),
        ]
    }
}
