private import Clocks
private import Synchronization

/// Asks those who may answer one after the other until one does: again after a short wait where that may help, the next one
/// where it does not.
///
/// - A question is asked again of the same server only as long as nothing of its answer was passed on.
/// - Where one fails in mid-answer there is a ``ModelEvent/pause``, and the next one goes on after the text so far without
///   repeating a word of it.
/// - Who has failed is asked last until a look at it shows that it is well: see ``watch()``.
/// - Text has to come within ``patience``, which is shared by all who may be asked. Tool calls count as text here.
/// - The last who may be asked has that time from when its server has loaded the model: there is nobody else to turn to, and a
///   small machine may need a minute for that.
package final class FallbackModel<TimerClock: Clock>: LanguageModel where TimerClock.Duration == Duration {
    /// How often it is looked whether a model is loaded; sooner nobody wonders.
    private static var lookInterval: Duration { .seconds(2) }

    private let candidates: [ModelCandidate]
    private let retries: RetryPolicy
    private let patience: Duration
    private let loadingPatience: Duration
    private let clock: TimerClock
    private let start: TimerClock.Instant
    private let chance: @Sendable () -> Double
    private let note: @Sendable (FallbackNote) -> Void
    private let circuits: Mutex<[Circuit]>
    private let opened: AsyncStream<Void>
    private let openedInput: AsyncStream<Void>.Continuation

    /// A model that is any of `candidates`, which are asked in their order.
    ///
    /// - Parameters:
    ///   - candidates: who may answer; at least one.
    ///   - retries: when one is asked again.
    ///   - patience: from the question to the first text, whoever writes it. More than 0.
    ///   - loadingPatience: how long the last one's model may take to be loaded, at most.
    ///   - clock: sleeps and tells the time.
    ///   - chance: a number from 0 to 1, a new one each time.
    ///   - note: is told what happened.
    package init(
        _ candidates: [ModelCandidate],
        retries: RetryPolicy = RetryPolicy(),
        patience: Duration,
        loadingPatience: Duration = .seconds(120),
        clock: TimerClock = SteadyClock(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        note: @escaping @Sendable (FallbackNote) -> Void = { _ in }
    ) {
        self.candidates = candidates
        self.retries = retries
        self.patience = patience
        self.loadingPatience = loadingPatience
        self.clock = clock
        self.chance = chance
        self.note = note
        start = clock.now
        circuits = Mutex(candidates.map { _ in Circuit() })
        (opened, openedInput) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package var startsAnew: Bool { candidates.first?.model.startsAnew ?? false }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let answer = PassedAnswer(after: question.answeredText)
        var deadline = now + patience
        var open = order
        var failures: [(name: String, error: ModelError)] = []
        while let index = open.first {
            open.removeFirst()
            // Those who may be asked yet get as much of the time that is left.
            let share = now + max(.zero, deadline - now) / (open.count + 1)
            do throws(ModelError) {
                try await ask(index, question, answer, until: share, isLast: open.isEmpty, receive)
                circuits.withLock { $0[index].succeed(at: now) }
                return
            } catch {
                if error.code.isOurs { throw error }
                if error.code.isFault { fail(index) }
                note(.gaveUp(candidate: candidates[index].name, error, next: open.first.map { candidates[$0].name }))
                failures.append((candidates[index].name, error))
                guard !open.isEmpty else { throw Self.error(for: failures) }
                do {
                    if answer.hasPassed {
                        deadline = now + patience
                        try await receive(.pause)
                    }
                    try await receive(.source(.fallback))
                } catch {
                    throw ModelError(thrownByReceiver: error)
                }
            }
        }
    }

    package func prepare(_ question: Question) async throws(ModelError) {
        guard let index = order.first else { return }
        try await candidates[index].model.prepare(question.asked(of: candidates[index], after: question.answeredText))
    }

    package func checkHealth() async throws(ModelError) {
        try await candidates.first?.model.checkHealth()
    }

    /// Looks at those who have failed until they are well again; ends with the task.
    package func watch() async {
        for await _ in opened {
            while let (index, due) = nextLook {
                do { try await clock.sleep(until: start.advanced(by: due), tolerance: nil) } catch { return }
                await look(at: index)
            }
        }
    }

    private var now: Duration { start.duration(to: clock.now) }

    /// Who is asked, in this order: those who are well, and then the others, who may be by now.
    private var order: [Int] {
        circuits.withLock { circuits in
            circuits.indices.filter { circuits[$0].isClosed } + circuits.indices.filter { !circuits[$0].isClosed }
        }
    }

    private var nextLook: (index: Int, due: Duration)? {
        circuits.withLock { circuits in
            circuits.indices.compactMap { index in circuits[index].lookDue.map { (index, $0) } }
                .min { $0.1 < $1.1 }
        }
    }

    private func look(at index: Int) async {
        do throws(ModelError) {
            try await candidates[index].model.checkHealth()
            circuits.withLock { $0[index].succeed(at: now) }
            note(.isBack(candidate: candidates[index].name))
        } catch {
            circuits.withLock { $0[index].fail(at: now) }
        }
    }

    private func fail(_ index: Int) {
        circuits.withLock { $0[index].fail(at: now) }
        openedInput.yield()
    }

    /// Asks one candidate, again and again as long as that may help; text has to come until `limit`.
    private func ask(
        _ index: Int,
        _ question: Question,
        _ answer: PassedAnswer,
        until limit: Duration,
        isLast: Bool,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let candidate = candidates[index]
        var tries = 0
        while true {
            do throws(ModelError) {
                answer.begin(joinsWords: candidate.model.joinsWords)
                let question = question.asked(of: candidate, after: answer.text)
                return try await attempt(candidate, question, answer, until: limit, isLast: isLast, receive)
            } catch {
                tries += 1
                guard !answer.hasPassed,
                    let delay = retries.delay(before: tries, after: error, chance: chance()),
                    now + delay < limit
                else { throw error }
                note(.retries(candidate: candidate.name, after: delay, error))
                do { try await clock.sleep(for: delay) } catch { throw .cancelled }
            }
        }
    }

    private func attempt(
        _ candidate: ModelCandidate,
        _ question: Question,
        _ answer: PassedAnswer,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        do throws(ModelError) {
            try await candidate.model.answer(question) { event in
                switch event {
                case .text(let piece):
                    let text = try answer.take(piece)
                    if !text.isEmpty { try await receive(.text(text)) }
                case .toolCalls:
                    _ = try answer.take("")
                    try await receive(event)
                case .finished:
                    let text = answer.finish()
                    if !text.isEmpty { try await receive(.text(text)) }
                    try await receive(event)
                case .command, .pause, .source: try await receive(event)
                }
            }
        } catch {
            let text = error.code.isOurs ? "" : answer.finish()
            if !text.isEmpty {
                do { try await receive(.text(text)) } catch { throw ModelError(thrownByReceiver: error) }
            }
            throw error
        }
    }

    /// The same, given up where no text comes until `limit`.
    private func attempt(
        _ candidate: ModelCandidate,
        _ question: Question,
        _ answer: PassedAnswer,
        until limit: Duration,
        isLast: Bool,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let result = await withTaskGroup(of: Result<Void, ModelError>?.self) { group in
            group.addTask {
                do throws(ModelError) {
                    return .success(try await self.attempt(candidate, question, answer, receive))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                let begin = self.now
                let loading: Duration
                do {
                    try await self.sleep(until: min(limit, begin + Self.lookInterval))
                    let patience = isLast ? begin + self.loadingPatience : limit
                    loading = try await self.loading(candidate, question, answer, until: patience)
                    try await self.sleep(until: isLast ? limit + loading : limit)
                } catch {
                    return nil
                }
                return answer.expire() ? .failure(Self.late(candidate, self.now - begin)) : nil
            }
            defer { group.cancelAll() }
            while let result = await group.next() {
                if let result { return result }
            }
            return .failure(.cancelled)
        }
        try result.get()
    }

    /// Looks whether the model is being loaded, and then until it is loaded or no longer waited for, at most until `limit`.
    ///
    /// - Returns: how long that took.
    /// - Throws: `CancellationError`.
    private func loading(
        _ candidate: ModelCandidate,
        _ question: Question,
        _ answer: PassedAnswer,
        until limit: Duration
    ) async throws -> Duration {
        let begin = now
        guard answer.isSilent, await candidate.model.isLoading(question) else { return .zero }
        note(.loads(candidate: candidate.name))
        defer { note(.loaded(candidate: candidate.name)) }
        while answer.isSilent, now < limit {
            try await sleep(until: min(limit, now + Self.lookInterval))
            guard await candidate.model.isLoading(question) else { break }
        }
        return now - begin
    }

    private func sleep(until time: Duration) async throws {
        try await clock.sleep(until: start.advanced(by: time), tolerance: nil)
    }

    private static func late(_ candidate: ModelCandidate, _ limit: Duration) -> ModelError {
        let seconds = limit / .seconds(1)
        return ModelError(
            code: .timedOut,
            message: "\(candidate.name) has said nothing for \(seconds) seconds: give it longer with --answer-deadline"
        )
    }

    /// The first one's failure is what the person has to know; that the others failed too is added.
    private static func error(for failures: [(name: String, error: ModelError)]) -> ModelError {
        guard let first = failures.first else { return .cancelled }
        guard failures.count > 1 else { return first.error }
        let others = failures.dropFirst().map { "\($0.name): \($0.error.message)" }.joined(separator: "; ")
        return ModelError(
            code: first.error.code,
            message: "\(first.error.message); the fallbacks failed, too: \(others)",
            cause: first.error
        )
    }
}
