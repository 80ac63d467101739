import LanguageModels
import Phrasing
import SpeechFrames
import TestSupport
import Testing

@testable import TurnStreaming

@Suite("An answer that was lost goes on", .timeLimit(.minutes(5)))
struct LostAnswerTests {
    @Test("of an answer that was heard to its end, what was not shown is shown and nothing is said")
    func unspoken() async throws {
        let emitted = FrameLog()
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there.")
        let writer = AnswerWriter(ask, limits: .init(), start: AnswerStart(unspoken: ask), now: { 0 }) {
            try await emitted.append($0)
        }
        try await writer.takeAnswered("Hello there.")
        try await writer.take(" How are you? I am fine.")
        try await writer.end(.stop)
        #expect(emitted.text == " How are you? I am fine.")
        #expect(emitted.phrases.isEmpty)
    }

    @Test("of an answer that is for the eye alone, nobody down the line hears")
    func forTheEye() async throws {
        let emitted = FrameLog()
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello", unspoken: true)
        let writer = AnswerWriter(ask, limits: .init(), start: AnswerStart(unspoken: ask), now: { 0 }) {
            try await emitted.append($0)
        }
        try await writer.begin()
        try await writer.takeAnswered("Hello")
        try await writer.take(" there. How are you?")
        try await writer.end(.stop)
        #expect(emitted.frames.map(\.type) == [.token, .end])
        #expect(emitted.text == " there. How are you?")
    }

    /// A line on which the next stage holds what the test says.
    private struct HeldLine: TurnLine {
        let held: HeldTurn?
        let end: End?

        func lead(of turn: TurnID, at now: Duration) -> Duration? { nil }
        func room(for turn: TurnID) async throws {}
        func start(of ask: Ask) async throws -> AnswerStart? { AnswerStart(ask, held: held, end: end) }
        func lateStart(of ask: Ask) async throws -> AnswerStart { AnswerStart(ask, held: held, end: end) }
    }

    /// A line of which it is known late what the next stage holds.
    private struct LateLine: TurnLine {
        let held: HeldTurn
        let gate: AsyncStream<Void>

        func lead(of turn: TurnID, at now: Duration) -> Duration? { nil }
        func room(for turn: TurnID) async throws {}
        func start(of ask: Ask) async throws -> AnswerStart? { nil }
        func lateStart(of ask: Ask) async throws -> AnswerStart {
            for await _ in gate {}
            return AnswerStart(ask, held: held, end: nil)
        }
    }

    @Test(
        "while it is not known what is down the line, text goes on; then what is not there is said, cut anew from there"
    )
    func late() async throws {
        let emitted = FrameLog()
        let clock = ManualClock()
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let streamer = TurnStreamer(
            model: ScriptedModel(["are you? I am fine."]),
            defaults: TurnDefaults(model: "m"),
            clock: clock,
            now: { clock.microseconds },
            line: LateLine(held: HeldTurn(session: "s", turn: 1, phrase: 1, sample: 0, textEnd: 12), gate: gate),
            emit: { try await emitted.append($0) }
        )
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there. How ")
        async let answer = streamer.answer(ask)
        #expect(await eventually { emitted.text == "are you? I am fine." })
        #expect(emitted.frames.allSatisfy { $0.type == .token })
        opener.finish()
        #expect(try await answer == nil)
        #expect(emitted.phrases == ["How are you?", "I am fine."])
        #expect(sources(emitted) == [[1, 13, 12], [2, 26, 10]])
        let end = End(session: "s", turn: 1, phrases: 3, reason: .stop, textEnd: 36, tokens: 1)
        #expect(emitted.frames.last == .end(end))
    }

    private let text = "Hello there. How are you? I am fine."

    private func answer(
        _ ask: Ask,
        by model: any LanguageModel,
        held: HeldTurn?,
        end: End? = nil
    ) async throws -> FrameLog {
        let emitted = FrameLog()
        let clock = ManualClock()
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: clock,
            now: { clock.microseconds },
            line: HeldLine(held: held, end: end),
            emit: { try await emitted.append($0) }
        )
        try await streamer.answer(ask)
        return emitted
    }

    private func sources(_ log: FrameLog) -> [[Int]] {
        log.frames.compactMap {
            if case .phrase(let phrase) = $0 { [phrase.phrase] + (phrase.source ?? []) } else { nil }
        }
    }

    @Test("a recording shows what was not shown, and says what is not held, with its numbers and places")
    func replayed() async throws {
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there. How ")
        let held = HeldTurn(session: "s", turn: 1, phrase: 1, sample: 0, textEnd: 12)
        let log = try await answer(ask, by: ReplayModel(text: text), held: held)
        #expect(log.text == "are you? I am fine.")
        #expect(log.phrases == ["How are you?", "I am fine."])
        #expect(sources(log) == [[1, 13, 12], [2, 26, 10]])
        let end = End(session: "s", turn: 1, phrases: 3, reason: .stop, textEnd: 36, tokens: 11)
        #expect(log.frames.last == .end(end))
    }

    @Test("a model is given what it said, and goes on after it")
    func continued() async throws {
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there. How ")
        let model = ScriptedModel(["are you? I am fine."])
        let held = HeldTurn(session: "s", turn: 1, phrase: 1, sample: 0, textEnd: 12)
        let log = try await answer(ask, by: model, held: held)
        #expect(model.questions.first?.messages.map(\.role) == [.user, .assistant])
        #expect(log.text == "are you? I am fine.")
        #expect(log.phrases == ["How are you?", "I am fine."])
    }

    @Test("a model is not asked again where all is down the line")
    func complete() async throws {
        let model = ScriptedModel(["More."])
        let held = HeldTurn(session: "s", turn: 1, phrase: 3, sample: 0, phrases: 3, textEnd: 36)
        let end = End(session: "s", turn: 1, phrases: 3, textEnd: 36)
        let ask = Ask(session: "s", turn: 1, text: "?", answered: text)
        let log = try await answer(ask, by: model, held: held, end: end)
        #expect(model.questions.isEmpty)
        #expect(log.frames.map(\.type) == [.begin, .end])
    }

    @Test("text that is down the line for the ear, and never came before the eye, is shown")
    func unshown() async throws {
        let held = HeldTurn(session: "s", turn: 1, phrase: 3, sample: 0, phrases: 3, textEnd: 36)
        let end = End(session: "s", turn: 1, phrases: 3, textEnd: 36)
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there.")
        let log = try await answer(ask, by: ReplayModel(text: text), held: held, end: end)
        #expect(log.text == " How are you? I am fine.")
        #expect(log.phrases.isEmpty)
        #expect(log.tokenStarts.first == 12)
    }

    @Test("where nothing is held, all is said again and only what is new is shown")
    func nothingHeld() async throws {
        let ask = Ask(session: "s", turn: 1, text: "?", answered: "Hello there.")
        let log = try await answer(ask, by: ReplayModel(text: text), held: nil)
        #expect(log.text == " How are you? I am fine.")
        #expect(log.phrases.count == 3)
    }

    @Test("a text that is to be said is its own answer")
    func said() async throws {
        let model = ScriptedModel(["No."])
        let log = try await answer(Ask(session: "s", turn: 1, text: text, say: true), by: model, held: nil)
        #expect(model.questions.isEmpty)
        #expect(log.text == text)
    }
}
