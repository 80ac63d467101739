import SpeechFrames
import TestSupport
import Testing

@testable import WorkerPool

/// The pool's decisions with a cache, without processes.
@Suite("A phrase whose sound is kept")
struct CachedPhraseTests {
    private func state(
        workers: Int = 1,
        waitingBytes: Int = 1 << 20,
        _ configure: (inout WorkerPoolConfiguration) -> Void = { _ in }
    ) -> PoolState {
        var configuration = WorkerPoolConfiguration(command: .shell("true"))
        configuration.workers = workers
        configuration.waitingBytes = waitingBytes
        configuration.cacheBytes = 1 << 20
        configure(&configuration)
        return PoolState(configuration: configuration)
    }

    private func audio(_ phrase: Phrase, offset: Int = 0, value: Int16 = 1) throws -> RawFrame {
        try RawFrame(
            .audio(
                Audio(
                    session: phrase.session,
                    turn: phrase.turn,
                    phrase: phrase.phrase,
                    offset: offset,
                    rate: 16_000,
                    samples: [Int16](repeating: value, count: 100),
                    words: [SpokenWord(at: offset, start: 0, length: 1)]
                )
            )
        )
    }

    private func end(_ phrase: Phrase, samples: Int = 200) throws -> RawFrame {
        let (session, turn) = (phrase.session, phrase.turn)
        return try RawFrame(
            .synthesized(Synthesized(session: session, turn: turn, phrase: phrase.phrase, samples: samples))
        )
    }

    /// Has the worker speak the phrase whole.
    private func speak(_ phrase: Phrase, _ state: inout PoolState, by worker: WorkerID, value: Int16 = 1) throws {
        let orders = state.submit(phrase, now: .zero)
        #expect(orders.count == 1)
        for offset in [0, 100] {
            _ = try state.receive(audio(phrase, offset: offset, value: value), from: worker, now: .zero)
        }
        _ = try state.receive(end(phrase), from: worker, now: .zero)
    }

    private func outputs(_ state: inout PoolState) -> [PoolOutput] {
        var outputs: [PoolOutput] = []
        while let output = state.nextOutput() { outputs.append(output) }
        return outputs
    }

    /// A state that knows `text`, and its worker.
    private func knowing(_ text: String = "hello", workers: Int = 1) throws -> (PoolState, WorkerID) {
        var state = state(workers: workers)
        let (worker, _) = state.workerStarted(now: .zero)
        for turn in 1...2 { try speak(phrase(0, text, turn: turn), &state, by: worker) }
        _ = outputs(&state)
        return (state, worker)
    }

    @Test("is answered at once with the very same sound and words, and no worker is asked")
    func hit() throws {
        var (state, worker) = try knowing()
        let orders = state.submit(phrase(4, "hello", session: "bath"), now: .zero)
        #expect(orders.isEmpty)
        let answers = outputs(&state)
        let said = phrase(4, "hello", session: "bath")
        let expected: [RawFrame] = try [audio(said), audio(said, offset: 100), end(said)]
        #expect(try answers.map { try $0.frame.decode() } == expected.map { try $0.decode() })
        #expect(state.isDrained)
        #expect(state.cacheStatus?.hits == 1 && state.cacheStatus?.misses == 2)
        // The worker is free for another.
        let others = state.submit(phrase(5, "other"), now: .zero)
        #expect(others.map(\.worker) == [worker])
    }

    @Test("needs no worker to be there")
    func noWorker() throws {
        var (state, _) = try knowing()
        state.slotRests(0, for: .seconds(30), after: WorkerFault(.unavailable, "no such program"))
        _ = state.submit(phrase(0, "hello", turn: 3), now: .zero)
        _ = state.submit(phrase(1, "other", turn: 3), now: .zero)
        #expect(outputs(&state).map(\.frame.type) == [.audio, .audio, .synthesized, .failed])
    }

    @Test("waits for its place, for the ear and for room like any other")
    func order() throws {
        var (state, worker) = try knowing()
        // The worker is at phrase 0; 1 is known, 2 is not, 3 is known.
        _ = state.submit(phrase(0, "first", turn: 3), now: .zero)
        for (number, text) in [(1, "hello"), (2, "second"), (3, "hello")] {
            _ = state.submit(phrase(number, text, turn: 3), now: .zero)
        }
        #expect(outputs(&state).map(\.phrase.phrase) == [1, 1, 1])
        _ = try state.receive(audio(phrase(0, turn: 3)), from: worker, now: .zero)
        let orders = try state.receive(end(phrase(0, turn: 3), samples: 100), from: worker, now: .zero)
        #expect(orders.count == 2, "done, and phrase 2")
        #expect(outputs(&state).map(\.phrase.phrase) == [0, 0, 3, 3, 3])
    }

    @Test("waits while the answers have no room, and goes on when they are taken")
    func noRoom() throws {
        let (state, _) = try knowing()
        var limits = state.configuration
        limits.waitingBytes = 1
        var full = PoolState(configuration: limits)
        full.cache = state.cache
        for number in 0..<3 { _ = full.submit(phrase(number, "hello", turn: 9), now: .zero) }
        #expect(outputs(&full).map(\.phrase.phrase) == [0, 0, 0])
        _ = full.dispatch(now: .zero)
        #expect(outputs(&full).map(\.phrase.phrase) == [1, 1, 1])
    }

    @Test("is spoken by a worker where its turn, or the setting, has switched the cache off")
    func switches() throws {
        var (state, worker) = try knowing()
        var own = phrase(0, "hello", turn: 3)
        own.cache = false
        try speak(own, &state, by: worker, value: 5)
        var limits = state.configuration
        limits.isCaching = false
        _ = state.take(limits, now: .zero)
        try speak(phrase(0, "hello", turn: 4), &state, by: worker)
        #expect(state.cacheStatus?.hits == 0 && state.cacheStatus?.misses == 2)
        own = phrase(0, "hello", turn: 5)
        own.cache = true
        let orders = state.submit(own, now: .zero)
        #expect(orders.isEmpty)
        #expect(state.cacheStatus?.hits == 1)
    }

    @Test("was never one that was interrupted, refused, tried twice or cut short")
    func unfinished() throws {
        var state = state(workers: 2)
        let (worker, _) = state.workerStarted(now: .zero)
        // Seen once, so that it would be kept.
        try speak(phrase(0, turn: 1), &state, by: worker)
        _ = state.submit(phrase(0, turn: 2), now: .zero)
        _ = try state.receive(audio(phrase(0, turn: 2)), from: worker, now: .zero)
        _ = state.interrupt(Interrupt(session: "kitchen", turn: 2, reason: .userRequest), now: .zero)
        _ = try state.receive(end(phrase(0, turn: 2), samples: 100), from: worker, now: .zero)
        #expect(state.cache.isEmpty)
        _ = state.submit(phrase(0, turn: 3), now: .zero)
        _ = try state.receive(audio(phrase(0, turn: 3)), from: worker, now: .zero)
        let failed = Failed(session: "kitchen", turn: 3, phrase: 0, stage: "w", code: "cannot", message: "no")
        _ = try state.receive(RawFrame(.failed(failed)), from: worker, now: .zero)
        #expect(state.cache.isEmpty)
        _ = state.submit(phrase(0, turn: 4), now: .zero)
        _ = try state.receive(audio(phrase(0, turn: 4)), from: worker, now: .zero)
        _ = state.workerEnded(worker, WorkerFault(.died, "it died"), now: .zero)
        let (second, orders) = state.workerStarted(now: .zero)
        #expect(orders.count == 1)
        for offset in [0, 100] {
            _ = try state.receive(audio(phrase(0, turn: 4), offset: offset), from: second, now: .zero)
        }
        _ = try state.receive(end(phrase(0, turn: 4)), from: second, now: .zero)
        #expect(state.cache.isEmpty)
        try speak(phrase(0, turn: 5), &state, by: second)
        #expect(!state.cache.isEmpty, "and the next whole one is kept")
    }

    @Test("is forgotten when a worker ended by itself: the next one may have another voice")
    func otherWorker() throws {
        var (state, worker) = try knowing()
        _ = state.workerEnded(worker, WorkerFault(.deadline, "it was late"), now: .zero)
        #expect(!state.cache.isEmpty)
        let (next, _) = state.workerStarted(now: .zero)
        _ = state.workerEnded(next, WorkerFault(.died, "it died"), now: .zero)
        #expect(state.cache.isEmpty)
    }

    @Test("is spoken by a worker to its end where a part of it was passed on before its worker died")
    func secondTry() throws {
        var (state, worker) = try knowing()
        var own = phrase(0, "hello", turn: 3)
        own.cache = false
        _ = state.submit(own, now: .zero)
        _ = try state.receive(audio(own), from: worker, now: .zero)
        _ = state.workerEnded(worker, WorkerFault(.deadline, "it was late"), now: .zero)
        own.cache = nil
        #expect(!state.isKnown(own) && state.isKnown(phrase(0, "hello", turn: 4)))
    }
}

@Suite("A pool with a cache", .timeLimit(.minutes(5)))
struct CachingPoolTests {
    @Test("gives the same samples and words without its workers, also after the answers were full")
    func repeated() async throws {
        let phrases = (0..<40).map { phrase(3, turn: $0) }
        let (answers, status) = try await withPool(workers: 1) {
            $0.cacheBytes = 1 << 20
            $0.waitingBytes = 2_000
        } _: { pool in
            (try await pool.answers(to: phrases), pool.cacheStatus)
        }
        for phrase in phrases {
            #expect(answers.isWhole(phrase))
            #expect(answers.words[phrase.phraseID] == [0, 400, 800, 1_200])
        }
        #expect(status?.hits == 38 && status?.misses == 2)
    }
}
