import LanguageModels
import Phrasing
import SpeechFrames
import TestSupport
import Testing

@testable import TurnStreaming

@Suite("One answer becomes tokens, phrases and an end", .timeLimit(.minutes(5)))
struct TurnStreamerTests {
    private let ask = Ask(session: "s", turn: 1, text: "Why?", voice: "en-gb", output: "null")

    private func streamer(
        _ model: any LanguageModel,
        clock: ManualClock = ManualClock(),
        _ emitted: FrameLog
    ) -> TurnStreamer<ManualClock> {
        TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m", system: "Be brief."),
            clock: clock,
            now: { clock.microseconds },
            emit: { try await emitted.append($0) }
        )
    }

    @Test("begin comes first, each token before its phrase, and end names the number of phrases")
    func order() async throws {
        let emitted = FrameLog()
        let failure = try await streamer(ScriptedModel(["Hello", " there.", " How are", " you?"]), emitted).answer(ask)
        #expect(failure == nil)
        let frames = emitted.frames
        #expect(frames.map(\.type) == [.begin, .token, .token, .token, .phrase, .token, .phrase, .end])
        guard case .begin(let begin) = frames[0], case .end(let end) = frames.last else {
            Issue.record("no begin or no end")
            return
        }
        #expect(begin.voice == "en-gb")
        #expect(begin.output == "null")
        #expect(
            end
                == End(
                    session: "s",
                    turn: 1,
                    phrases: 2,
                    reason: .stop,
                    textEnd: 25,
                    firstPhraseMilliseconds: 0,
                    tokens: 4
                )
        )
        #expect(emitted.phrases == ["Hello there.", "How are you?"])
    }

    @Test("where streaming is switched off, all of the answer is shown before any of it is spoken")
    func whole() async throws {
        let emitted = FrameLog()
        let model = ScriptedModel(["Hello", " there.", " How are", " you?"])
        let whole = streamer(model, emitted).taking(TurnDefaults(model: "m", isStreaming: false), .init())
        try await whole.answer(ask)
        #expect(emitted.frames.map(\.type) == [.begin, .token, .token, .token, .token, .phrase, .phrase, .end])
        #expect(emitted.phrases == ["Hello there.", "How are you?"])
    }

    @Test("the model is asked with the system prompt, the history and then the question")
    func question() async throws {
        let model = ScriptedModel([])
        var ask = ask
        ask.history = [Utterance(role: .user, text: "Hi"), Utterance(role: .assistant, text: "Hello.")]
        try await streamer(model, FrameLog()).answer(ask)
        let question = try #require(model.questions.first)
        #expect(question.messages.map(\.role) == [.system, .user, .assistant, .user])
        #expect(question.messages.map(\.content) == ["Be brief.", "Hi", "Hello.", "Why?"])
        #expect(question.model == "m")
    }

    @Test("a model that has settings of its own is asked by them, and no other is")
    func ownDefaults() {
        let own = ModelDefaults(system: "Think.", temperature: 0.2, keepAlive: "1h")
        var defaults = TurnDefaults(model: "m", system: "Be brief.", temperature: 1, maximumTokens: 50)
        defaults.models = ["large": own]
        var ask = ask
        let usual = Question(ask, defaults)
        #expect(usual.temperature == 1 && usual.keepAlive == nil)
        #expect(usual.messages.first?.content == "Be brief.")
        ask.model = "large"
        let large = Question(ask, defaults)
        #expect(large.temperature == 0.2 && large.keepAlive == "1h" && large.maximumTokens == 50)
        #expect(large.messages.first?.content == "Think.")
    }

    @Test("thinking is neither shown nor spoken")
    func thinking() async throws {
        let emitted = FrameLog()
        let model = VisibleAnswers(of: ScriptedModel(["<thi", "nk>Hm. Well.</th", "ink>Yes."]))
        try await streamer(model, emitted).answer(ask)
        #expect(emitted.text == "Yes.")
        #expect(emitted.phrases == ["Yes."])
    }

    @Test("a failure is told after what had come, and before the end")
    func failure() async throws {
        let emitted = FrameLog()
        let error = ModelError(code: .interruptedAnswer, message: "it broke off")
        let failure = try await streamer(ScriptedModel(["It was a dark"], failure: error), emitted).answer(ask)
        #expect(failure == error)
        #expect(emitted.frames.map(\.type) == [.begin, .token, .phrase, .failed, .end])
        #expect(emitted.phrases == ["It was a dark"])
        guard case .failed(let failed) = emitted.frames[3], case .end(let end) = emitted.frames[4] else {
            Issue.record("no failed or no end")
            return
        }
        #expect(failed.code == "interrupted_answer")
        #expect(failed.stage == "llm-streamer")
        #expect(end.reason == .error)
    }

    @Test(
        "in a hub, a failure is said in a sentence of its own, in the turn's language",
        arguments: [
            ("It was a dark", "en-GB", "It was a dark\n\nSorry, I can't finish this answer."),
            ("", "de", "Entschuldigung, ich kann gerade nicht antworten."), ("", "tlh", "Sorry, I can't answer now."),
        ]
    )
    func apology(written: String, language: String, shown: String) async throws {
        let emitted = FrameLog()
        let model = ScriptedModel(
            written.isEmpty ? [] : [written],
            failure: ModelError(code: .interruptedAnswer, message: "it broke off")
        )
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: ManualClock(),
            apology: Apology(),
            emit: { try await emitted.append($0) }
        )
        try await streamer.answer(Ask(session: "s", turn: 1, text: "?", language: language))
        #expect(emitted.text == shown)
        #expect(emitted.phrases == shown.split(separator: "\n\n").map(String.init))
        #expect(emitted.frames.suffix(2).map(\.type) == [.failed, .end])
    }

    @Test("a model that pauses does not hold back what it wrote: a real timer lets it go")
    func timer() async throws {
        let emitted = FrameLog()
        let clock = ManualClock()
        let model = ScriptedModel(["It was a dark and "], staysOpen: true)
        let turn = Task { try await streamer(model, clock: clock, emitted).answer(ask) }
        let isSaid = await eventually {
            clock.advance(by: .milliseconds(100))
            return !emitted.phrases.isEmpty
        }
        #expect(isSaid)
        #expect(emitted.phrases == ["It was a dark and"])
        #expect(clock.microseconds >= 2_000_000)
        turn.cancel()
        await #expect(throws: CancellationError.self) { try await turn.value }
    }

    @Test("an answer that comes at once is cut like one that comes letter by letter")
    func pieces() async throws {
        let text = """
            Long ago, by the sea, there lived a fisher; he was poor, but he was content, and he sang all day long. \
            His boat was old: the paint was gone, the sail was torn, because nobody had mended it for years.
            """
        let whole = FrameLog()
        try await streamer(ScriptedModel([text]), whole).answer(ask)
        let letters = FrameLog()
        try await streamer(ScriptedModel(text.map(String.init)), letters).answer(ask)
        #expect(whole.phrases == letters.phrases)
        #expect(
            whole.phrases.last
                == "His boat was old: the paint was gone, the sail was torn, because nobody had mended it for years."
        )
    }

    @Test("an answer cut at its limit says so")
    func length() async throws {
        let emitted = FrameLog()
        try await streamer(ScriptedModel(["Once"], reason: .length), emitted).answer(ask)
        #expect(
            emitted.frames.last
                == .end(
                    End(
                        session: "s",
                        turn: 1,
                        phrases: 1,
                        reason: .length,
                        textEnd: 4,
                        firstPhraseMilliseconds: 0,
                        tokens: 1
                    )
                )
        )
    }

    @Test("a reader that is gone ends the turn with its error")
    func closed() async throws {
        let emitted = FrameLog(failsAfter: 2)
        await #expect(throws: FrameLog.Full.self) {
            try await streamer(ScriptedModel(["a ", "b ", "c "]), emitted).answer(ask)
        }
    }

    @Test("a huge token becomes several frames, none too long, and loses nothing")
    func hugeToken() async throws {
        let emitted = FrameLog()
        let text = String(repeating: "日本語です。\n", count: 20_000)
        try await streamer(ScriptedModel([text]), emitted).answer(ask)
        #expect(emitted.text == text)
        #expect(emitted.phrases.count == 20_000)
    }
}

@Suite("Questions are answered side by side", .timeLimit(.minutes(5)))
struct AskDeskTests {
    private func asks(_ frames: [Frame]) -> AsyncThrowingStream<RawFrame, any Error> {
        AsyncThrowingStream { continuation in
            for frame in frames {
                var splitter = FrameSplitter(framing: .lines)
                var bytes: [UInt8] = []
                try? frame.encode(as: .lines, into: &bytes)
                splitter.append(bytes)
                if let raw = try? splitter.next() { continuation.yield(raw) }
            }
            continuation.finish()
        }
    }

    private func ask(_ session: String, _ turn: Int = 1) -> Frame {
        .ask(Ask(session: session, turn: turn, text: session))
    }

    private func desk(_ model: ScriptedModel, limit: Int = 8, _ log: FrameLog) -> AskDesk<ManualClock> {
        let emit: @Sendable (Frame) async throws -> Void = { try await log.append($0) }
        let streamer = TurnStreamer(
            model: model,
            defaults: TurnDefaults(model: "m"),
            clock: ManualClock(),
            now: { 0 },
            emit: emit
        )
        return AskDesk(streamer, limit: limit, emit: emit)
    }

    @Test("every question of a row is answered, whole and once", arguments: [1, 3, 64])
    func all(limit: Int) async throws {
        let log = FrameLog()
        let sessions = (0..<20).map { "s\($0)" }
        try await desk(ScriptedModel(["One. ", "Two."]), limit: limit, log).run(asks(sessions.map { ask($0) }))
        for session in sessions {
            let types = log.frames.filter { $0.turnID?.session == session }.map(\.type)
            #expect(types.first == .begin && types.last == .end, "\(session)")
            #expect(types.count { $0 == .phrase } == 2)
        }
    }

    @Test("an interrupt stops its turn and those before it, no other session, and is acknowledged")
    func interrupt() async throws {
        let log = FrameLog()
        let model = ScriptedModel(["Hello there, you. "], staysOpen: true)
        let frames = [ask("a", 1), ask("a", 2)]
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: RawFrame.self, throwing: (any Error).self)
        for try await raw in asks(frames) { continuation.yield(raw) }
        let run = Task { try await desk(model, log).run(stream) }
        #expect(await eventually { log.frames.count { $0.type == .token } >= 2 })
        for try await raw in asks([.interrupt(Interrupt(session: "a", turn: 2, reason: .userRequest)), ask("a", 2)]) {
            continuation.yield(raw)
        }
        continuation.finish()
        try await run.value
        #expect(log.frames.count { $0.type == .interrupted } == 2)
        #expect(log.frames.count { $0.type == .begin } == 2, "a turn that was interrupted is not answered later")
    }

    @Test("an interrupt of one turn alone leaves those before it")
    func interruptAlone() async throws {
        let log = FrameLog()
        let model = ScriptedModel(["Hello there, you. "], staysOpen: true)
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: RawFrame.self, throwing: (any Error).self)
        for try await raw in asks([ask("a", 1), ask("a", 2)]) { continuation.yield(raw) }
        let run = Task { try await desk(model, log).run(stream) }
        #expect(await eventually { log.frames.count { $0.type == .token } >= 2 })
        for (turn, alone) in [(2, true), (1, nil)] {
            let interrupt = Interrupt(session: "a", turn: turn, reason: .userRequest, alone: alone)
            for try await raw in asks([.interrupt(interrupt)]) { continuation.yield(raw) }
            #expect(await eventually { log.frames.count { $0.type == .interrupted } >= 3 - turn })
        }
        continuation.finish()
        try await run.value
        let stopped = log.frames.compactMap { if case .interrupted(let turn) = $0 { turn.turn } else { nil } }
        #expect(stopped == [2, 1])
    }
}
