import Intents
import LanguageModels
import Requests
import SpeechFrames
import TestSupport
import Testing
import Tools

@testable import TurnStreaming

@Suite("Where no model answers, the rules do what was most likely meant", .timeLimit(.minutes(5)))
struct LastResortTests {
    /// A rule that is not sure enough to be followed before the model is asked.
    private static var rules: RuleSet {
        var rule = IntentRule(intent: "turn_on", patterns: ["light please"])
        rule.confidence = 0.5
        rule.response = try? SlotTemplate("The light is on.")
        var language = RuleLanguage()
        language.rules = [rule]
        var rules = RuleSet()
        rules.delivery = CommandDelivery.frames
        rules.languages = ["en": language]
        return rules
    }

    private func answer(by model: ScriptedModel, threshold: Double?) async throws -> FrameLog {
        let log = FrameLog()
        let desk = try RequestDesk(
            Self.rules,
            tools: ToolBox(),
            courier: CommandCourier([:], transport: nil),
            fallbackThreshold: threshold
        )
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: ManualClock(),
            apology: Apology(),
            requests: desk,
            emit: { try await log.append($0) }
        )
        try await streamer.answer(Ask(session: "s", turn: 1, text: "Light, please!", language: "en"))
        return log
    }

    private let refused = ModelError(code: .connectionRefused, message: "nobody is there")

    @Test("a model that answers is asked, and its answer is the only one")
    func model() async throws {
        let log = try await answer(by: ScriptedModel(["Which light?"]), threshold: 0.4)
        #expect(log.phrases == ["Which light?"])
    }

    @Test("a model that is not there is replaced by the rules, without a failure")
    func rules() async throws {
        let log = try await answer(by: ScriptedModel([], failure: refused), threshold: 0.4)
        #expect(log.phrases == ["The light is on."])
        #expect(log.frames.map(\.type) == [.begin, .token, .phrase, .command, .end])
    }

    @Test("not where they are less sure than is set, and not after a part of an answer")
    func unsure() async throws {
        let unsure = try await answer(by: ScriptedModel([], failure: refused), threshold: 0.6)
        #expect(unsure.phrases == ["Sorry, I can't answer now."])
        let none = try await answer(by: ScriptedModel([], failure: refused), threshold: nil)
        #expect(none.phrases == ["Sorry, I can't answer now."])
        let half = try await answer(by: ScriptedModel(["Well, I"], failure: refused), threshold: 0.4)
        #expect(half.phrases == ["Well, I", "Sorry, I can't finish this answer."])
    }
}
