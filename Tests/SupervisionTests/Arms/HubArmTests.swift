import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("A hub with an experiment of two arms", .serialized, .timeLimit(.minutes(5)))
struct HubArmTests {
    private static let settings = """
        output: null
        fast_answers: false
        fallback_enabled: false
        retries: 0
        experiment: size
        arms:
          small: {weight: 1, model: "tiny:1b", system: "Be brief."}
          large: {weight: 1, model: "huge:70b", system: "Be kind."}

        """

    private static func model(_ request: FakeRequest) -> String {
        ["tiny:1b", "huge:70b", "third:3b"].first { request.bodyText.contains("\"model\":\"\($0)\"") } ?? "none"
    }

    /// Runs `body` with a hub whose settings are in the file at the path.
    private func withHub(
        _ server: FakeOllama,
        _ body: @escaping @Sendable (RunningHub, HubTalker, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let file = "\(folder)/loquat.yaml"
            try writeFile(file, Self.settings)
            var arguments = RunningHub.Arguments()
            arguments.supervisor = ["--config", file]
            arguments.streamer = ["--url", server.url]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in try await body(hub, talkers[0], file) }
        }
    }

    private func arms(_ hub: RunningHub) async throws -> [String: ArmStatus] {
        let told = try await hub.loquat("arms", "--json")
        guard !told.output.isEmpty, case .arms(let arms) = try RawFrame(body: told.output.dropLast()).decode() else {
            throw SetupError("no arms: \(told)")
        }
        #expect(arms.experiment == "size")
        return Dictionary(uniqueKeysWithValues: arms.arms.map { ($0.arm, $0) })
    }

    private func ask(_ session: String, arm: String? = nil) -> Frame {
        .ask(Ask(session: session, turn: 0, text: "Why?", arm: arm))
    }

    @Test(
        "each session's questions go to its arm's model, as the arm says; the figures are apart, and sessions name the arm"
    )
    func apart() async throws {
        let answer: @Sendable (FakeRequest) -> FakeAnswer = { request in
            Self.model(request) == "huge:70b" ? FakeAnswer([], fault: .status(500)) : FakeAnswer(["Because."])
        }
        try await FakeOllama.with(answer) { server in
            try await withHub(server) { hub, talker, _ in
                // By hand, so that each has some; and one that falls where it falls.
                for session in ["a", "b", "c"] { try await talker.finish(ask(session, arm: "small")) }
                try await talker.finish(ask("d", arm: "large"))
                try await talker.finish(ask("fallen"))
                #expect(
                    server.exchanges.map { Self.model($0.request) }.prefix(4) == [
                        "tiny:1b", "tiny:1b", "tiny:1b", "huge:70b",
                    ]
                )
                let systems = server.exchanges.map { $0.request.messages.first?.content.prefix(9) }
                #expect(systems.prefix(4) == ["Be brief.", "Be brief.", "Be brief.", "Be kind."])
                let told = try await hub.loquat("sessions", "--json")
                guard case .sessions(let sessions) = try RawFrame(body: told.output.dropLast()).decode() else { return }
                let byName = Dictionary(uniqueKeysWithValues: sessions.sessions.map { ($0.session, $0.arm) })
                #expect(byName["a"] == "small" && byName["d"] == "large")
                let fallen = try #require(byName["fallen"] ?? nil)
                #expect(Self.model(server.exchanges[4].request) == (fallen == "small" ? "tiny:1b" : "huge:70b"))
                let arms = try await arms(hub)
                let (small, large) = (try #require(arms["small"]), try #require(arms["large"]))
                #expect(small.turns == (fallen == "small" ? 4 : 3) && large.turns == (fallen == "small" ? 1 : 2))
                #expect(small.finished == small.turns && small.failed == 0)
                #expect(large.failed == large.turns && large.finished == 0)
                #expect(small.firstToken?.turns == small.turns && small.completion?.turns == small.turns)
                #expect(small.firstPhrase?.turns == small.turns && small.firstSound?.turns == small.turns)
                #expect(large.completion == nil)
                let table = try await hub.loquat("arms")
                #expect(table.text.hasPrefix("experiment: size\nARM"), "\(table)")
            }
        }
    }

    @Test("other arms are taken by a reload, by the next question; one that there is not is refused")
    func reloaded() async throws {
        try await FakeOllama.with(FakeAnswer(["Because."])) { server in
            try await withHub(server) { hub, talker, file in
                try await talker.finish(ask("a", arm: "small"))
                try writeFile(file, Self.settings.replacing("tiny:1b", with: "third:3b"))
                let reload = try await hub.loquat("reload")
                #expect(reload.text.contains("llm-streamer: arms is {small"), "\(reload)")
                try await talker.finish(ask("a"))
                #expect(server.exchanges.map { Self.model($0.request) } == ["tiny:1b", "third:3b"])
                let refused = try await hub.loquat("ask", "--arm", "medium", "Why?")
                #expect(refused.ends == [.code(69)])
                #expect(refused.messages[0].contains("there is no arm medium: there are small, large"))
            }
        }
    }

    @Test("without arms, `loquat arms` says how to have some")
    func none() async throws {
        var arguments = RunningHub.Arguments()
        arguments.streamer = ["--provider", "replay"]
        arguments.sequencer = ["--output", "null"]
        try await RunningHub.with(arguments, talkers: 0) { hub, _ in
            let told = try await hub.loquat("arms")
            #expect(told.ends == [.code(69)])
            #expect(told.messages[0].contains("`arms` in the settings"))
        }
    }
}
