import LanguageModels
import Logging
import SpeechFrames
import TestSupport
import Testing

@testable import TurnStreaming

@Suite("A turn whose model fails", .timeLimit(.minutes(5)))
struct ModelFailureTests {
    private let ask = Ask(session: "s", turn: 1, text: "?", language: "en")

    private func streamer(
        _ models: [any LanguageModel],
        apology: Apology? = Apology(),
        _ emitted: FrameLog
    ) -> TurnStreamer<ManualClock> {
        let clock = ManualClock()
        let chain = FallbackModel(
            models.enumerated().map { ModelCandidate(name: "m\($0)", model: VisibleAnswers(of: $1)) },
            retries: RetryPolicy(retries: 0),
            patience: .seconds(30),
            clock: clock
        )
        return TurnStreamer(
            model: chain,
            defaults: TurnDefaults(model: "m"),
            clock: clock,
            apology: apology,
            emit: { try await emitted.append($0) }
        )
    }

    private let broken = ModelError(code: .interruptedAnswer, message: "it broke off")

    @Test("in mid-answer: what was said is let go of, and the fallback goes on behind it, each word once")
    func midAnswer() async throws {
        let emitted = FrameLog()
        let first = ScriptedModel(["The sky is blue. It was a dark and"], failure: broken)
        let second = ScriptedModel(["It was a dark and stormy night."])
        let failure = try await streamer([first, second], emitted).answer(ask)
        #expect(failure == nil)
        #expect(emitted.text == "The sky is blue. It was a dark and stormy night.")
        #expect(emitted.phrases.joined(separator: " ") == emitted.text)
        // The first phrase of the second's words comes after all that was whole of the first's.
        #expect(emitted.phrases.dropFirst().first == "It was a dark")
        #expect(emitted.frames.allSatisfy { $0.type != .failed })
    }

    @Test("thinking and JSON of one model are no words of the answer that another goes on with")
    func forms() async throws {
        let emitted = FrameLog()
        let first = ScriptedModel(["<think>Hm</think>", #"{"intent":"tell","response":"It was"#], failure: broken)
        let second = ScriptedModel(["<think>He said it was. </think>It was a dark night."])
        #expect(try await streamer([first, second], emitted).answer(ask) == nil)
        #expect(emitted.text == "It was a dark night.")
    }

    @Test("where nobody answers, a sentence says so; without fallbacks there is a message and no sentence")
    func nobody() async throws {
        let spoken = FrameLog()
        let refused = ModelError(code: .connectionRefused, message: "nobody is there")
        let failure = try await streamer([ScriptedModel([], failure: refused)], spoken).answer(ask)
        #expect(failure == refused)
        #expect(spoken.phrases == ["Sorry, I can't answer now."])
        #expect(spoken.frames.suffix(2).map(\.type) == [.failed, .end])
        #expect(spoken.answerEnd == 0, "nothing of it is the model's")
        let half = FrameLog()
        try await streamer([ScriptedModel(["The sky is"], failure: broken)], half).answer(ask)
        #expect(half.text.hasPrefix("The sky is\n\nSorry"))
        #expect(half.answerEnd == 10)
        let silent = FrameLog()
        let other = try await streamer([ScriptedModel([], failure: refused)], apology: nil, silent).answer(ask)
        #expect(other == refused)
        #expect(silent.frames.map(\.type) == [.begin, .failed, .end])
        #expect(silent.answerEnd == nil)
    }

    @Test("the sentence can be the user's own")
    func ownSentence() async throws {
        let emitted = FrameLog()
        let model = ScriptedModel([], failure: broken)
        try await streamer([model], apology: Apology(sentence: "Ask me later."), emitted).answer(ask)
        #expect(emitted.phrases == ["Ask me later."])
    }

    @Test("an answer in JSON ends with one command, and its response is what is said")
    func command() async throws {
        let emitted = FrameLog()
        let object = #"{"intent":"turn_on","entities":{"device":"lamp"},"confidence":0.9,"response":"The lamp is on."}"#
        try await streamer([ScriptedModel(object.map { String($0) })], emitted).answer(ask)
        #expect(emitted.text == "The lamp is on.")
        #expect(emitted.phrases == ["The lamp is on."])
        let commands = emitted.frames.compactMap { if case .command(let command) = $0 { command } else { nil } }
        #expect(commands.count == 1)
        #expect(commands.first?.intent == "turn_on" && commands.first?.entities == ["device": "lamp"])
        #expect(emitted.frames.last?.type == .end)
    }

    @Test("an object without a response is no answer: another is asked")
    func emptyObject() async throws {
        let emitted = FrameLog()
        let models = [ScriptedModel([#"{"intent":"","response":""}"#]), ScriptedModel(["Hello."])]
        try await streamer(models, emitted).answer(ask)
        #expect(emitted.text == "Hello.")
    }

    @Test(
        "one question too many is refused with a sentence; those that are answered go on, and so does one that was lost"
    )
    func crowd() async throws {
        let log = FrameLog()
        let model = ScriptedModel(["Hello there, you. "], staysOpen: true)
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: ManualClock(),
            apology: Apology(),
            emit: { try await log.append($0) }
        )
        let (stream, input) = AsyncThrowingStream.makeStream(of: RawFrame.self, throwing: (any Error).self)
        let desk = AskDesk(streamer, limit: 1, policy: .refuse) { try await log.append($0) }
        let run = Task { try await desk.run(stream) }
        input.yield(try RawFrame(.ask(Ask(session: "a", turn: 1, text: "?"))))
        for session in ["b", "c", "d"] { input.yield(try RawFrame(.ask(Ask(session: session, turn: 1, text: "?")))) }
        #expect(await eventually { log.frames.count { $0.type == .end } >= 3 })
        for session in ["b", "c", "d"] {
            let frames = log.frames.filter { $0.turnID?.session == session }
            #expect(frames.map(\.type) == [.begin, .token, .phrase, .phrase, .failed, .end])
            guard case .phrase(let phrase) = frames[2], case .failed(let failed) = frames[4] else { continue }
            #expect(phrase.text.hasPrefix("Sorry, I have too much to do"))
            #expect(failed.code == "busy")
        }
        #expect(log.frames.filter { $0.turnID?.session == "a" }.allSatisfy { $0.type != .end })
        run.cancel()
        _ = await run.result
    }

    @Test("a question's preparation asks for what will be asked, and ends when the question comes")
    func preparations() async throws {
        let model = ConversingModel([], isStuck: true)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let defaults = TurnDefaults(model: "m", system: "Be brief.")
        let preparations = Preparations(model, defaults, logger: quiet)
        let run = Task { await preparations.run() }
        let history = [Utterance(role: .user, text: "Hi"), Utterance(role: .assistant, text: "Hello.")]
        preparations.begin(Prepare(session: "s", history: history))
        #expect(await eventually { !model.preparations.isEmpty })
        #expect(model.preparations[0].messages.map(\.content) == ["Be brief.", "Hi", "Hello."])
        // The first words come: they take the place of what was prepared without them.
        preparations.begin(Prepare(session: "s", text: "Why is", history: history))
        #expect(await eventually { model.preparations.count >= 2 })
        let asked = Question(Ask(session: "s", turn: 2, text: "Why is the sky blue?", history: history), defaults)
        #expect(model.preparations[1].messages.dropLast() == asked.messages.dropLast())
        #expect(model.preparations[1].messages.last?.content == "Why is")
        preparations.end("s")
        // Others have their places, and no more than there are.
        for number in 0..<10 { preparations.begin(Prepare(session: "t\(number)")) }
        #expect(await eventually { model.preparations.count >= 2 + Preparations.limit })
        run.cancel()
        await run.value
        #expect(model.preparations.count == 2 + Preparations.limit)
    }
}
