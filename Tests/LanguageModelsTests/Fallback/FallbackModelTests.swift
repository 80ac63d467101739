import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite("When a model fails, another answers", .timeLimit(.minutes(5)))
struct FallbackModelTests {
    /// A chain of models with a clock that the test moves.
    private struct Chain {
        let clock = ManualClock()
        let model: FallbackModel<ManualClock>
        let notes: Notes

        init(_ models: [ScriptedCandidate], retries: Int = 0, patience: Duration = .seconds(30)) {
            let notes = Notes()
            self.notes = notes
            model = FallbackModel(
                models.enumerated().map { index, model in
                    ModelCandidate(name: "m\(index)", model: model, modelName: index == 0 ? nil : "m\(index)")
                },
                retries: RetryPolicy(retries: retries, base: .seconds(1), limit: .seconds(10)),
                patience: patience,
                clock: clock,
                chance: { 1 },
                note: { note in notes.list.withLock { $0.append(note) } }
            )
        }

        func outcome(_ question: Question = .hello) async -> Outcome { await Outcome(of: model, question) }

        /// Suspends until the question's next try is slept for, at most `wait` away; `number`: which retry it is, from 1.
        ///
        /// A try that is under way has a sleeper, too, who looks whether the model is loaded. Only when the retry is noted has it
        /// gone for certain, and cannot be taken for the other.
        func sleepsBeforeRetry(_ number: Int, for wait: Duration) async throws {
            guard await eventually({ notes.messages.count >= number }) else { throw SetupError("no retry \(number)") }
            try await clock.sleeper(within: wait)
        }
    }

    private final class Notes: Sendable {
        let list = Mutex<[FallbackNote]>([])
        var messages: [String] { list.withLock { $0.map(\.message) } }
    }

    @Test("no start: the next model answers the same question, by its own name")
    func noStart() async {
        let first = ScriptedCandidate(.fail(.modelMissing))
        let second = ScriptedCandidate(.answer(["Hello", " there."]))
        let chain = Chain([first, second])
        #expect(
            await chain.outcome().events
                == [.source(.fallback), .text("Hello"), .text(" there."), .finished(.stop)]
        )
        #expect(first.questions.map(\.model) == ["llama3.2:3b"])
        #expect(second.questions.map(\.model) == ["m1"])
        #expect(second.questions.first?.messages == Question.hello.messages)
        #expect(chain.notes.messages == ["m0 failed, m1 is asked in its place: it failed"])
    }

    @Test("failure in mid-answer: the next model goes on after the text so far, and repeats no word of it")
    func midAnswer() async {
        let first = ScriptedCandidate(.fail(.interruptedAnswer, after: ["It was a", " dark and"]))
        let second = ScriptedCandidate(.answer(["It was a dark", " and stormy night."]))
        let chain = Chain([first, second])
        let outcome = await chain.outcome()
        #expect(outcome.text == "It was a dark and stormy night.")
        #expect(outcome.events.filter { $0 == .pause }.count == 1)
        #expect(outcome.error == nil)
        #expect(second.questions.first?.messages.last == ChatMessage(role: .assistant, content: "It was a dark and"))
    }

    @Test("an answer that was gone on with once is gone on with again, whoever fails")
    func twice() async {
        let models = [
            ScriptedCandidate(.fail(.timedOut, after: ["One two"])),
            ScriptedCandidate(.fail(.serverError, after: ["two three"])),
            ScriptedCandidate(.answer(["One two three four."])),
        ]
        let outcome = await Chain(models).outcome()
        #expect(outcome.text == "One two three four.")
        #expect(models[2].questions.first?.messages.last?.content == "One two three")
        #expect(models[2].questions.first?.messages.count == 2)
    }

    @Test("a network that fails is asked again, each time after a longer wait, as long as nothing was passed on")
    func retries() async throws {
        let model = ScriptedCandidate(.fail(.connectionRefused), .fail(.serverError), .answer(["Hi."]))
        let chain = Chain([model], retries: 3)
        async let outcome = chain.outcome()
        for (number, wait) in [(1, Duration.seconds(1)), (2, .seconds(2))] {
            try await chain.sleepsBeforeRetry(number, for: wait)
            chain.clock.advance(by: wait)
        }
        #expect(await outcome.text == "Hi.")
        #expect(model.questions.count == 3)
        #expect(
            chain.notes.messages == [
                "m0 is asked again in 1000 ms: it failed", "m0 is asked again in 2000 ms: it failed",
            ]
        )
    }

    @Test("a server that wants to be left alone for a time is")
    func retryAfter() async throws {
        let model = ScriptedCandidate(.fail(.busy, retryAfter: .seconds(7)), .answer(["Hi."]))
        let chain = Chain([model], retries: 3)
        async let outcome = chain.outcome()
        try await chain.sleepsBeforeRetry(1, for: .seconds(7))
        chain.clock.advance(by: .milliseconds(6_999))
        #expect(model.questions.count == 1)
        chain.clock.advance(by: .milliseconds(1))
        #expect(await outcome.text == "Hi.")
    }

    @Test(
        "after words were passed on, and for a fault that stays, nobody is asked again",
        arguments: [
            ScriptedCandidate.Act.fail(.connectionRefused, after: ["Hello"]), .fail(.unauthorized),
            .fail(.modelMissing),
        ]
    )
    func noRetry(act: ScriptedCandidate.Act) async {
        let model = ScriptedCandidate(act)
        let outcome = await Chain([model], retries: 3).outcome()
        #expect(outcome.error?.message == "it failed")
        #expect(model.questions.count == 1)
        #expect(!outcome.events.contains(.pause))
    }

    @Test("a wait that would end after the deadline is not begun")
    func noTimeToRetry() async {
        let first = ScriptedCandidate(.fail(.busy, retryAfter: .seconds(6)))
        let chain = Chain([first, ScriptedCandidate(.answer(["Hi."]))], retries: 3, patience: .seconds(10))
        #expect(await chain.outcome().text == "Hi.")
        #expect(first.questions.count == 1)
    }

    @Test("a model that says nothing is given up in time for the others, and what it says later is not heard")
    func deadline() async throws {
        let first = ScriptedCandidate(.hang())
        let second = ScriptedCandidate(.hang())
        let chain = Chain([first, second, ScriptedCandidate(.answer(["Here I am."]))], patience: .seconds(30))
        async let outcome = chain.outcome()
        for _ in 0..<2 {
            try await chain.clock.sleeper(within: .seconds(10))
            chain.clock.advance(by: .seconds(10))
        }
        #expect(await outcome.text == "Here I am.")
        #expect(chain.notes.messages.first?.contains("m0 has said nothing for 10.0 seconds") == true)
    }

    /// Lets an answer's clock go on by looks at what is loaded, as many as fit into the time.
    private func wait(_ time: Duration, _ chain: Chain) async throws {
        let end = chain.clock.now.advanced(by: time)
        while chain.clock.now < end {
            try await chain.clock.sleeper(within: .seconds(2))
            chain.clock.advance(by: .seconds(2))
        }
    }

    @Test("the last who can be asked has its time from when its model is loaded, and it is told that it is waited for")
    func loading() async throws {
        let model = ScriptedCandidate(.hang())
        model.setLoading(true)
        let chain = Chain([model], patience: .seconds(30))
        async let outcome = chain.outcome()
        try await wait(.seconds(60), chain)
        #expect(chain.notes.messages == ["m0 is being loaded"])
        // The last look is over when the next one is waited for.
        try await chain.clock.sleeper(within: .seconds(2))
        model.setLoading(false)
        chain.clock.advance(by: .seconds(2))
        // The deadline of the question alone would have come long ago.
        try await chain.clock.sleeper(within: .seconds(30))
        #expect(chain.notes.messages.count == 2)
        chain.clock.advance(by: .seconds(30))
        #expect(await outcome.error?.code == .timedOut)
    }

    @Test("where another can be asked nobody waits for a model to be loaded, and never for longer than is allowed")
    func loadingInVain() async throws {
        let models = [ScriptedCandidate(.hang()), ScriptedCandidate(.hang())]
        for model in models { model.setLoading(true) }
        let chain = Chain(models, patience: .seconds(20))
        async let outcome = chain.outcome()
        try await wait(.seconds(130), chain)
        try await chain.clock.sleeper(within: .seconds(10))
        chain.clock.advance(by: .seconds(10))
        #expect(await outcome.error?.code == .timedOut)
        let giveUp = "m1 is asked in its place: m0 has said nothing for 10.0 seconds"
        #expect(chain.notes.messages.contains { $0.contains(giveUp) }, "\(chain.notes.messages)")
    }

    @Test("a model that has begun may take its time")
    func slow() async throws {
        let chain = Chain([ScriptedCandidate(.hang(["Well,"]))], patience: .seconds(30))
        let begun = WaitingReceiver()
        let turn = Task { try await chain.model.answer(.hello) { begun.take($0) } }
        try await begun.wait(for: 1)
        chain.clock.advance(by: .seconds(3_600))
        #expect(begun.events == [.text("Well,")])
        turn.cancel()
        await #expect { try await turn.value } throws: { ($0 as? ModelError)?.code == .cancelled }
        #expect(chain.notes.messages.isEmpty)
    }

    @Test("where all fail, the first one's fault is told, and the others' with it")
    func allFail() async {
        let chain = Chain([ScriptedCandidate(.fail(.connectionRefused)), ScriptedCandidate(.fail(.unauthorized))])
        let error = await chain.outcome().error
        #expect(error?.code == .connectionRefused)
        #expect(error?.message == "it failed; the fallbacks failed, too: m1: it failed")
    }

    @Test("a bad setting and a receiver that throws are nobody's fault: nobody else is asked")
    func ours() async {
        let second = ScriptedCandidate(.answer(["No."]))
        #expect(await Chain([ScriptedCandidate(.fail(.badSetting)), second]).outcome().error?.code == .badSetting)
        #expect(second.questions.isEmpty)
    }

    @Test("who has failed is asked last until a look shows that it is well; then it is asked first again")
    func backAgain() async throws {
        let first = ScriptedCandidate(.fail(.connectionRefused), .answer(["First."]))
        let second = ScriptedCandidate(.answer(["Second."]))
        let chain = Chain([first, second])
        first.setHealth(ModelError(code: .connectionRefused, message: "still away"))
        let watch = Task { await chain.model.watch() }
        #expect(await chain.outcome().text == "Second.")
        #expect(await chain.outcome().text == "Second.")
        #expect(first.questions.count == 1)
        try await chain.clock.sleeper(within: .seconds(5))
        chain.clock.advance(by: .seconds(5))
        // It was away at the first look; the second comes after twice the time.
        try await chain.clock.sleeper(within: .seconds(10))
        first.setHealth(nil)
        chain.clock.advance(by: .seconds(10))
        #expect(await eventually { chain.notes.messages.contains("m0 answers again") })
        #expect(await chain.outcome().text == "First.")
        watch.cancel()
        await watch.value
    }

    @Test("who is asked last may still be the one who answers")
    func lastResort() async {
        let first = ScriptedCandidate(.fail(.connectionRefused), .answer(["First."]))
        let chain = Chain([first, ScriptedCandidate(.answer(["Second."]), .fail(.serverError))])
        #expect(await chain.outcome().text == "Second.")
        #expect(await chain.outcome().text == "First.")
    }

    @Test("an answer that was lost with its process goes on without a repeat, and may be asked for again")
    func lost() async throws {
        let model = ScriptedCandidate(.fail(.connectionRefused), .answer(["a dark and stormy night."]))
        let chain = Chain([model], retries: 1)
        var question = Question.hello
        question.messages.append(ChatMessage(role: .assistant, content: "It was a dark"))
        async let outcome = chain.outcome(question)
        try await chain.sleepsBeforeRetry(1, for: .seconds(1))
        chain.clock.advance(by: .seconds(1))
        #expect(await outcome.text == " and stormy night.")
        #expect(model.questions.map(\.messages) == [question.messages, question.messages])
    }

    @Test("tools are run for whoever asks for them")
    func tools() async {
        let request = ToolRequest(name: "time", arguments: "{}")
        let chain = Chain([ScriptedCandidate(.fail(.serverError)), ScriptedCandidate(.calls([request]))])
        #expect(await chain.outcome().events == [.source(.fallback), .toolCalls([request]), .finished(.stop)])
    }
}

/// Keeps what it is given, for a test that waits for it.
final class WaitingReceiver: Sendable {
    private let list = Mutex<[ModelEvent]>([])

    var events: [ModelEvent] { list.withLock { $0 } }

    func take(_ event: ModelEvent) { list.withLock { $0.append(event) } }

    func wait(for count: Int) async throws {
        guard await eventually({ events.count >= count }) else { throw SetupError("\(count) events did not come") }
    }
}
