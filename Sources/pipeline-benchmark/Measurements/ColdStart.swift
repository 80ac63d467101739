import TestSupport

/// A pipe that is started for the question, as in a shell: from the start of the three programs to the first sample.
struct ColdStart {
    let conditions: Conditions

    func run() async throws -> [Row] {
        var whole = Latencies()
        for _ in 0..<(conditions.isQuick ? 5 : 20) {
            // Without a pace: what is left is the programs'.
            try await FakeOllama.with(FakeAnswer(Story.shortAnswer)) { server in
                let programs = conditions.programs
                let time = try await Blocking.run {
                    let pipeline = try Pipeline(
                        programs,
                        model: server.url,
                        output: "pcm:-",
                        streamer: ["--ask", "cold"]
                    )
                    defer { pipeline.end() }
                    let first = try pipeline.output.firstSample(within: .seconds(5))
                    pipeline.output.drain(quiet: .milliseconds(100))
                    return first - pipeline.streamer.started
                }
                whole.record(time)
            }
        }
        return [
            Row("cold pipe: start of the programs to first sample", whole.median, "ms", note: "\(whole.count) runs"),
            Row("cold pipe: the same, p95", whole.milliseconds(95), "ms"),
        ]
    }
}
