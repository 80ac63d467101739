import TestSupport

/// Resident memory of a warm line that has nothing to do.
struct Memory {
    let conditions: Conditions

    func run() async throws -> [Row] {
        try await FakeOllama.with(FakeAnswer(Story.shortAnswer)) { server in
            let pipeline = try Pipeline(conditions.programs, model: server.url, output: "pcm:-")
            defer { pipeline.end() }
            try await Blocking.run {
                for turn in 1...3 {
                    try pipeline.ask("memory", session: "memory", turn: turn)
                    _ = try pipeline.output.firstSample(within: .seconds(5))
                    pipeline.output.drain(quiet: .milliseconds(300))
                }
            }
            return rows(pipeline)
        }
    }

    private func rows(_ pipeline: Pipeline) -> [Row] {
        let parts = pipeline.children.map { ProcessFigures.memory($0.id) }
        let names = ["llm-streamer", "tts-workers", "audio-sequencer"]
        let workers = ProcessFigures.children(pipeline.workers.id).map { ProcessFigures.memory($0) }
        var rows = [
            Row("memory at rest: the three parts, RSS", parts.reduce(0) { $0 + $1.rss }, "MB", .atMost(50)),
            Row("memory at rest: the three parts, PSS", parts.reduce(0) { $0 + $1.pss }, "MB"),
        ]
        for (name, part) in zip(names, parts) { rows.append(Row("  \(name), RSS", part.rss, "MB")) }
        let note = "PSS " + String(Int(workers.reduce(0) { $0 + $1.pss }.rounded())) + " MB"
        let all = workers.reduce(0) { $0 + $1.rss }
        rows.append(Row("  \(workers.count) workers together, RSS", all, "MB", note: note))
        return rows
    }
}
