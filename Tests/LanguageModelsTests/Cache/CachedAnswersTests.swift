import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite("The cache of answers", .timeLimit(.minutes(5)))
struct CachedAnswersTests {
    private static let question: Question = {
        var question = Question(
            messages: [ChatMessage(role: .system, content: "Be brief."), ChatMessage(role: .user, content: "Why?")],
            model: "m"
        )
        question.isCached = true
        return question
    }()

    /// A cache whose clock the test moves.
    private struct Cached {
        /// In seconds.
        let time = Counter()
        let cache: AnswerCache
        let server: ScriptedCandidate
        let model: CachedAnswers

        init(_ server: ScriptedCandidate, limit: Int = 1 << 20) {
            let time = time
            self.server = server
            cache = AnswerCache(limit: limit, age: .seconds(60)) { .seconds(time.value) }
            model = CachedAnswers(of: server, in: cache)
        }

        func wait(seconds: Int) { for _ in 0..<seconds { time.increment() } }

        func outcome(_ question: Question = question) async -> Outcome { await Outcome(of: model, question) }
    }

    @Test("the same question is answered in the same pieces, and the model is not asked")
    func hit() async {
        let cached = Cached(ScriptedCandidate(.answer(["Be", "cause", " so."]), .fail(.serverError)))
        let first = await cached.outcome()
        let second = await cached.outcome()
        #expect(first.events == [.text("Be"), .text("cause"), .text(" so."), .finished(.stop)])
        #expect(second.events == [.source(.cache)] + first.events && second.error == nil)
        #expect(cached.server.questions.count == 1)
        #expect(cached.cache.use.hits == 1 && cached.cache.use.misses == 1)
    }

    @Test("another history, system prompt, model or option is another question")
    func keys() async {
        let cached = Cached(ScriptedCandidate(.answer(["So."])))
        var others = Array(repeating: Self.question, count: 6)
        others[0].model = "n"
        others[1].temperature = 0
        others[2].maximumTokens = 9
        others[3].messages[0].content = "Be long."
        others[4].messages.insert(ChatMessage(role: .user, content: "Hi."), at: 1)
        others[5].messages[1].content = "why?"
        for question in [Self.question] + others { _ = await cached.outcome(question) }
        #expect(cached.server.questions.count == 7 && cached.cache.use.hits == 0)
        // How long the model stays loaded says nothing about its answer.
        var same = Self.question
        same.keepAlive = "1h"
        _ = await cached.outcome(same)
        #expect(cached.cache.use.hits == 1)
    }

    @Test("an answer that broke off, was cut short, asked for a tool or was stopped is not kept")
    func unfinished() async {
        let call = ToolRequest(id: nil, name: "time", arguments: "{}")
        let cached = Cached(
            ScriptedCandidate(.fail(.interruptedAnswer, after: ["Be"]), .calls([call]), .hang(["Be"]), .answer(["So."]))
        )
        #expect(await cached.outcome().error?.code == .interruptedAnswer)
        _ = await cached.outcome()
        let (begun, input) = AsyncStream.makeStream(of: Void.self)
        let stopped = Task {
            do { try await cached.model.answer(Self.question) { _ in input.yield() } } catch {}
        }
        for await _ in begun { break }
        stopped.cancel()
        await stopped.value
        // Whoever did not take it to its end has not heard it.
        struct Full: Error {}
        do throws(ModelError) {
            try await cached.model.answer(Self.question) { if case .finished = $0 { throw Full() } }
        } catch {
            #expect(error.code == .receiver)
        }
        #expect(cached.cache.use.bytes == 0 && cached.cache.use.hits == 0)
        #expect(await cached.outcome().text == "So.")
        #expect(await cached.outcome().text == "So.")
        #expect(cached.cache.use.hits == 1)
    }

    @Test("what is switched off, goes on with an answer or follows a tool's word is always asked")
    func never() async {
        let cached = Cached(ScriptedCandidate(.answer(["So."])))
        var questions = Array(repeating: Self.question, count: 3)
        questions[0].isCached = false
        questions[1].messages.append(ChatMessage(role: .assistant, content: "Be"))
        questions[2].messages.append(ChatMessage(role: .tool, content: "12:00"))
        for question in questions + questions { _ = await cached.outcome(question) }
        #expect(cached.server.questions.count == 6)
        #expect(cached.cache.use == AnswerCache.Use(hits: 0, misses: 0, bytes: 0, limit: 1 << 20))
    }

    @Test("an answer is kept for its time and no longer")
    func age() async {
        let cached = Cached(ScriptedCandidate(.answer(["One."]), .answer(["Two."])))
        #expect(await cached.outcome().text == "One.")
        cached.wait(seconds: 60)
        #expect(await cached.outcome().text == "One.")
        cached.wait(seconds: 1)
        #expect(await cached.outcome().text == "Two.")
    }

    @Test("its bytes are bounded: the answer that was not wanted for the longest time goes first")
    func bound() async {
        func question(_ text: String) -> Question {
            var question = Self.question
            question.messages[1].content = text
            return question
        }
        let cached = Cached(ScriptedCandidate(.answer([String(repeating: "a", count: 1_000)])), limit: 4_000)
        for text in ["1", "2", "3", "1", "4", "1", "3", "4"] { _ = await cached.outcome(question(text)) }
        #expect(cached.server.questions.map { $0.messages[1].content } == ["1", "2", "3", "4"])
        #expect((3_000...4_000).contains(cached.cache.use.bytes))
        cached.cache.take(limit: 0, age: .seconds(60))
        #expect(cached.cache.use.bytes == 0)
        _ = await cached.outcome(question("1"))
        #expect(cached.server.questions.count == 5 && cached.cache.use.hits == 4)
    }
}
