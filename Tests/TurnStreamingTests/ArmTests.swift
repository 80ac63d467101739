import Experiments
import LanguageModels
import Phrasing
import SpeechFrames
import TestSupport
import Testing

@testable import TurnStreaming

@Suite("A turn has its arm's settings", .timeLimit(.minutes(5)))
struct ArmTests {
    private var defaults: TurnDefaults {
        var arm = ArmDefaults()
        arm.model = "large"
        arm.own = ModelDefaults(system: "Be kind.", temperature: 0.1)
        (arm.voice, arm.language, arm.rate) = ("de", "de-DE", 200)
        arm.isStreaming = false
        arm.maximumDelay = .milliseconds(100)
        arm.maximumTokensPerPhrase = 5
        var defaults = TurnDefaults(model: "m", system: "Be brief.", maximumTokens: 50, arms: ["b": arm])
        defaults.models = [
            "large": ModelDefaults(temperature: 1, keepAlive: "1h"), "m": ModelDefaults(keepAlive: "2h"),
        ]
        return defaults
    }

    private func ask(arm: String?) -> Ask { Ask(session: "s", turn: 1, text: "Why?", arm: arm) }

    @Test("the model is the arm's, and asked as the arm says, else as the model's own settings do")
    func question() {
        let question = Question(ask(arm: "b"), defaults)
        #expect(question.model == "large")
        #expect(question.temperature == 0.1 && question.keepAlive == "1h" && question.maximumTokens == 50)
        #expect(question.messages.first?.content.hasPrefix("Be kind.") == true)
        for other in [nil, "unknown"] {
            let question = Question(ask(arm: other), defaults)
            #expect(question.model == "m" && question.temperature == nil && question.keepAlive == "2h")
        }
    }

    @Test("what the question itself chooses goes before the arm's")
    func own() {
        var ask = ask(arm: "b")
        (ask.model, ask.system, ask.voice) = ("m", "Be rude.", "en-gb")
        let question = Question(ask, defaults)
        #expect(question.model == "m" && question.temperature == 0.1)
        #expect(
            question.messages.first?.content == "Be rude.",
            "no language is wished for: the voice is the question's"
        )
        defaults.arm(of: ask).complete(&ask)
        #expect(ask.voice == "en-gb" && ask.language == nil && ask.rate == 200)
    }

    @Test("what is prepared begins as the question does")
    func prepared() {
        let prepare = Prepare(session: "s", text: "Why", arm: "b")
        let question = Question(ask(arm: "b"), defaults)
        let prepared = Question(preparing: prepare, defaults)
        #expect(prepared.model == question.model)
        #expect(prepared.messages.map(\.content).dropLast() == question.messages.map(\.content).dropLast())
    }

    private func answer(_ ask: Ask, _ defaults: TurnDefaults) async throws -> FrameLog {
        let emitted = FrameLog()
        let clock = ManualClock()
        let streamer = TurnStreamer(
            model: ScriptedModel(["Hello there.", " How are you", " all this fine and early morning?"]),
            defaults: defaults,
            clock: clock,
            now: { clock.microseconds },
            emit: { try await emitted.append($0) }
        )
        try await streamer.answer(ask)
        return emitted
    }

    @Test("it is spoken by the arm's voice, and cut as the arm says")
    func spoken() async throws {
        let emitted = try await answer(ask(arm: "b"), defaults)
        guard case .begin(let begin) = emitted.frames[0] else { throw SetupError("no begin") }
        #expect(begin.voice == "de" && begin.language == "de-DE" && begin.rate == 200)
        #expect(emitted.frames.prefix(4).map(\.type) == [.begin, .token, .token, .token], "all of it comes first")
        let usual = try await answer(ask(arm: nil), defaults)
        #expect(usual.frames.prefix(4).map(\.type) == [.begin, .token, .token, .phrase])
        #expect(usual.phrases == ["Hello there.", "How are you all this fine and early morning?"])
        #expect(emitted.phrases.count > 2, "phrases of five tokens")
    }

    @Test("the rollout decides by the session whether an answer is spoken while it comes")
    func rollout() async throws {
        let sessions = (0..<40).map { "s\($0)" }
        for percent in [0, 50, 100] {
            var defaults = TurnDefaults(model: "m", rollout: Rollout(percent: percent))
            for session in sessions {
                let ask = Ask(session: session, turn: 1, text: "Why?")
                let emitted = try await answer(ask, defaults)
                let isStreamed = emitted.frames[3].type == .phrase
                #expect(isStreamed == Rollout(percent: percent).contains(session))
                if percent == 100 { #expect(isStreamed) } else if percent == 0 { #expect(!isStreamed) }
            }
            defaults.isStreaming = false
            #expect(!defaults.isStreaming(Ask(session: "s", turn: 1, text: "Why?")), "enabled: false goes before")
        }
    }
}
