import Intents
import SpeechFrames

/// What it costs to see whether a question needs the model, and how soon one is answered that does not.
struct RouterLatency {
    let conditions: Conditions

    /// Questions for tools and for the model, commands, traps, one and many.
    private static let questions = [
        "What time is it?", "What time do you usually get up?", "Could you please turn on the living room lamp?",
        "Turn on the lamp and play jazz", "Set a timer for 1 hour and 30 minutes", "What is 15 percent of 80?",
        "How many days until Christmas?", "play rock and roll in the kitchen", "Is it bad to leave the lamp on?",
        "Tell me a long story about a dragon who lived by the sea, and why it was salty, and what came of it in the end",
        "Turn off the lamp, the fan, the TV and the radio, and then close the blinds and lock the front door",
    ]

    func run() async throws -> [Row] {
        let start = Nanoseconds.now
        let router = try IntentRouter(try ShippedRules.read())
        var reading = Latencies()
        reading.record(from: start, to: Nanoseconds.now)
        let decisions = try decide(router)
        let answers = try await answer()
        return [
            Row("a question to the router's decision, median", decisions.median * 1_000, "µs", .atMost(100)),
            Row("a question to the router's decision, p99", decisions.milliseconds(99) * 1_000, "µs"),
            Row("the rules, read and compiled at start", reading.median, "ms"),
            Row(
                "\"What time is it?\" to its phrase, median",
                answers.median,
                "ms",
                .atMost(5),
                note: "\(answers.count) turns, no model"
            ),
            Row("\"What time is it?\" to its phrase, p99", answers.milliseconds(99), "ms", .atMost(5)),
        ]
    }

    private func decide(_ router: IntentRouter) throws -> Latencies {
        var latencies = Latencies()
        var understood = 0
        for _ in 0..<(conditions.isQuick ? 200 : 2_000) {
            for question in Self.questions {
                let start = Nanoseconds.now
                let decision = router.route(question)
                latencies.record(from: start, to: Nanoseconds.now)
                understood += decision.intents.count
            }
        }
        guard understood > 0 else { throw BenchmarkError("nothing was understood") }
        return latencies
    }

    /// From the frame of the question to the frame of the phrase, by a llm-streamer without a model.
    private func answer() async throws -> Latencies {
        let words = ["\(conditions.programs)/llm-streamer", "--frames-in", "--provider", "replay"]
        let turns = conditions.isQuick ? 50 : 500
        return try await Blocking.run {
            let stage = try Stage(words)
            defer { stage.end() }
            var latencies = Latencies()
            // The first turns start threads and read the time zone.
            for turn in 1...turns + 3 {
                let start = Nanoseconds.now
                try stage.send([.ask(Ask(session: "router", turn: turn, text: "What time is it?"))])
                let at = try stage.waitFor { $0 == .phrase }
                if turn > 3 { latencies.record(from: start, to: at) }
            }
            return latencies
        }
    }
}
