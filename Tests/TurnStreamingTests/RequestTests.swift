import Intents
import LanguageModels
import Requests
import SpeechFrames
import TestSupport
import Testing
import Tools

@testable import TurnStreaming

@Suite("What needs no model is answered without it", .timeLimit(.minutes(5)))
struct RequestTests {
    /// 21 November 2026, 15:45 UTC.
    private static let clock = LocalClock(now: { 1_795_275_900 }, offset: { _ in 0 })

    private func streamer(_ model: ScriptedModel, _ log: FrameLog) throws -> TurnStreamer<ManualClock> {
        let dial = try VolumeDial()
        var rules = try ShippedRules.read()
        rules.delivery = CommandDelivery.frames
        let desk = try RequestDesk(
            rules,
            tools: ToolBox(ShippedTools.all(volume: dial, clock: Self.clock)),
            courier: CommandCourier([:], transport: nil),
            volume: dial
        )
        return TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: ManualClock(),
            now: { 0 },
            requests: desk,
            emit: { try await log.append($0) }
        )
    }

    private func ask(_ text: String) -> Ask {
        var ask = Ask(session: "s", turn: 3, text: text)
        ask.history = [
            Utterance(role: .user, text: "Hi"), Utterance(role: .assistant, text: "Good evening."),
            Utterance(role: .user, text: "Hm"),
        ]
        return ask
    }

    @Test("the time is told like any answer, and no model is asked")
    func time() async throws {
        let (model, log) = (ScriptedModel(["wrong"]), FrameLog())
        try await streamer(model, log).answer(ask("What time is it?"))
        #expect(log.frames.map(\.type) == [.begin, .token, .phrase, .end])
        #expect(log.phrases == ["It's 3:45 PM."])
        #expect(model.questions.isEmpty)
    }

    @Test(
        "a habit, a negation or somebody's words go to the model",
        arguments: [
            "What time do you usually get up?", "Don't turn on the lamp", "She said: what time is it?",
        ]
    )
    func conversation(text: String) async throws {
        let (model, log) = (ScriptedModel(["At seven."]), FrameLog())
        try await streamer(model, log).answer(ask(text))
        #expect(model.questions.count == 1)
        #expect(log.phrases == ["At seven."])
    }

    @Test("a command is told once, after what is said about it and before the end")
    func command() async throws {
        let (model, log) = (ScriptedModel([]), FrameLog())
        try await streamer(model, log).answer(ask("Turn on the lamp and play jazz"))
        #expect(log.frames.suffix(2).map(\.type) == [.command, .end])
        #expect(log.frames.count { $0.type == .command } == 1)
        #expect(log.text == "Turning on the lamp. Playing jazz.")
        guard case .command(let command) = log.frames[log.frames.count - 2] else { return }
        #expect(command.intent == "turn_on")
        #expect(command.steps?.map(\.intent) == ["turn_on", "play_media"])
        #expect(model.questions.isEmpty)
    }

    @Test("the last answer is said again from the history")
    func again() async throws {
        let log = FrameLog()
        try await streamer(ScriptedModel([]), log).answer(ask("Say that again"))
        #expect(log.text == "Good evening.")
    }

    @Test("stop has an answer where nothing is being said that could end")
    func stop() async throws {
        let log = FrameLog()
        try await streamer(ScriptedModel([]), log).answer(ask("Stop"))
        #expect(log.phrases == ["Okay."])
    }

    @Test("the volume is changed from the answer about it on, and stays so; another output keeps its own")
    func volume() async throws {
        let log = FrameLog()
        let streamer = try streamer(ScriptedModel(["Hm."]), log)
        for text in ["Hello?", "Turn it down", "Set the volume to 40 percent", "Hello?", "Mute", "Unmute"] {
            try await streamer.answer(ask(text))
        }
        var other = ask("Hello?")
        other.output = "null:other"
        try await streamer.answer(other)
        let volumes = log.frames.compactMap { if case .begin(let begin) = $0 { begin.volume ?? -1 } else { nil } }
        #expect(volumes == [-1, 80, 40, 40, 0, 40, -1])
        #expect(log.text == "Hm.Volume 80 percent.Volume 40 percent.Hm.Muted.Volume 40 percent.Hm.")
    }

    @Test("what fails is said, and is no failure of the turn")
    func failure() async throws {
        let log = FrameLog()
        let failure = try await streamer(ScriptedModel([]), log).answer(ask("Set a timer for 5 minutes"))
        #expect(failure == nil)
        #expect(log.phrases == ["Timers need the hub.", "Start the hub supervisor, and ask there."])
    }

    @Test("a text that is to be said is no request")
    func say() async throws {
        var ask = ask("What time is it?")
        ask.say = true
        let log = FrameLog()
        try await streamer(ScriptedModel([]), log).answer(ask)
        #expect(log.phrases == ["What time is it?"])
    }

    @Test("a request that was answered before a restart is not done again")
    func restarted() async throws {
        var ask = ask("What time is it?")
        ask.answered = "It's 3:44 PM."
        let log = FrameLog()
        try await streamer(ScriptedModel([]), log).answer(ask)
        #expect(log.phrases == ["It's 3:44 PM."])
    }
}
