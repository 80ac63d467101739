import SpeechFrames
import Testing

@testable import WorkerPool

struct PoolStateTests {
    private static let command = WorkerCommand.shell("true")

    private func state(workers: Int = 1, waitingBytes: Int = 1 << 20) -> PoolState {
        var configuration = WorkerPoolConfiguration(command: Self.command)
        configuration.workers = workers
        configuration.waitingBytes = waitingBytes
        return PoolState(configuration: configuration)
    }

    private func audio(_ phrase: Phrase, offset: Int, count: Int = 100) throws -> RawFrame {
        let samples = [Int16](repeating: 1, count: count)
        return try RawFrame(
            .audio(
                Audio(
                    session: phrase.session,
                    turn: phrase.turn,
                    phrase: phrase.phrase,
                    offset: offset,
                    rate: 16_000,
                    samples: samples
                )
            )
        )
    }

    private func started(_ orders: [WorkerDispatch]) -> JobID? {
        guard case .speak(_, let job)? = orders.first?.order else { return nil }
        return job
    }

    @Test("the time that a worker is held back does not count for its deadline")
    func heldBack() throws {
        var state = state()
        let (worker, _) = state.workerStarted(now: .zero)
        let job = try #require(started(state.submit(phrase(0), now: .zero)))
        #expect(state.due(job, of: worker, now: .zero) == .seconds(10))
        state.holdBack(worker, now: .seconds(4))
        #expect(state.due(job, of: worker, now: .seconds(9)) == .seconds(15))
        state.letGoOn(worker, now: .seconds(24))
        #expect(state.due(job, of: worker, now: .seconds(25)) == .seconds(30))
    }

    @Test("of workers that wait for the same room the one that has waited the longest goes on, and no other before it")
    func heldBackInTurn() throws {
        var state = state(workers: 3, waitingBytes: 1)
        let workers = (0..<3).map { _ in state.workerStarted(now: .zero).0 }
        for number in 0..<3 { _ = state.submit(phrase(number), now: .zero) }
        _ = try state.receive(audio(phrase(0), offset: 0), from: workers[0], now: .zero)
        for worker in workers { state.holdBack(worker, now: .zero) }
        #expect(workers.allSatisfy { !state.mayGoOn($0) }, "there is no room")

        #expect(state.nextOutput() != nil)
        #expect(workers.map { state.mayGoOn($0) } == [true, false, false])
        state.letGoOn(workers[0], now: .zero)
        #expect(state.holdsBack, "there is room, and others have waited for it")
        state.holdBack(workers[0], now: .zero)
        #expect(workers.map { state.mayGoOn($0) } == [false, true, false])
        // One that is gone keeps nobody waiting.
        state.letGoOn(workers[1], now: .zero)
        #expect(workers.map { state.mayGoOn($0) } == [false, false, true])
        state.letGoOn(workers[2], now: .zero)
        state.letGoOn(workers[0], now: .zero)
        #expect(!state.holdsBack)
    }

    @Test("a pool that was itself stopped does not hold its workers to be late")
    func stoppedPool() throws {
        var state = state()
        let (worker, _) = state.workerStarted(now: .zero)
        let job = try #require(started(state.submit(phrase(0), now: .zero)))
        // The timer was to ring after 10 s, and rings after 70 s: the worker may have answered long ago.
        let isLate = state.isLate(job, of: worker, due: .seconds(10), now: .seconds(70))
        #expect(!isLate)
        let due = try #require(state.due(job, of: worker, now: .seconds(70)))
        #expect(due == .seconds(80) + PoolState.slack)
        // And of one that really hangs, the second look comes in time.
        let isStillLate = state.isLate(job, of: worker, due: due, now: due + .milliseconds(100))
        #expect(isStillLate)
    }

    @Test("an interrupted worker has the grace, held back or not")
    func grace() throws {
        var state = state()
        let (worker, _) = state.workerStarted(now: .zero)
        let job = try #require(started(state.submit(phrase(0), now: .zero)))
        state.holdBack(worker, now: .seconds(1))
        let interrupt = Interrupt(session: "kitchen", turn: 1, reason: .userRequest)
        let orders = state.interrupt(interrupt, now: .seconds(5))
        #expect(orders == [WorkerDispatch(worker: worker, order: .interrupt(interrupt, job))])
        #expect(state.due(job, of: worker, now: .seconds(5)) == .seconds(5.5))
        #expect(state.interrupt(interrupt, now: .seconds(6)).isEmpty)
    }

    @Test("what was answered but not taken goes with an interrupt, and what comes late is dropped")
    func stale() throws {
        var state = state()
        let (worker, _) = state.workerStarted(now: .zero)
        _ = state.submit(phrase(0), now: .zero)
        _ = try state.receive(audio(phrase(0), offset: 0), from: worker, now: .zero)
        _ = state.interrupt(Interrupt(session: "kitchen", turn: 1, reason: .userRequest), now: .zero)
        #expect(state.isDrained)
        _ = try state.receive(audio(phrase(0), offset: 100), from: worker, now: .zero)
        #expect(state.nextOutput() == nil)
        #expect(state.submit(phrase(1), now: .zero).isEmpty && state.isDrained)
        #expect(started(state.submit(phrase(0, turn: 2), now: .zero)) == nil)
        let end = try RawFrame(.synthesized(Synthesized(session: "kitchen", turn: 1, phrase: 0, samples: 200)))
        let orders = try state.receive(end, from: worker, now: .zero)
        #expect(orders.count == 2, "done, and the next turn's phrase")
    }

    @Test("while one slot may have a worker soon a phrase waits; when none will, it fails and says why")
    func unavailable() throws {
        var state = state(workers: 2)
        let fault = WorkerFault(.unavailable, "no such program")
        _ = state.submit(phrase(0), now: .zero)
        state.slotRests(0, for: .milliseconds(250), after: fault)
        #expect(state.nextOutput() == nil)
        state.slotRests(1, for: .milliseconds(250), after: fault)
        guard case .failed(let failed)? = try state.nextOutput()?.frame.decode() else {
            Issue.record("the phrase still waits")
            return
        }
        #expect(failed.code == "worker_unavailable" && failed.message == "no such program")
        state.slotStarts(0)
        _ = state.submit(phrase(1), now: .zero)
        #expect(state.nextOutput() == nil)
    }

    @Test("a phrase that is under way is not taken twice")
    func twice() {
        var state = state()
        _ = state.workerStarted(now: .zero)
        #expect(state.submit(phrase(0), now: .zero).count == 1)
        #expect(state.submit(phrase(0), now: .zero).isEmpty)
        #expect(state.submit(phrase(1), now: .zero).isEmpty)
        #expect(state.submit(phrase(1), now: .zero).isEmpty && state.unanswered.count == 2)
    }

    @Test("a worker that is about to end gets no phrase")
    func ending() {
        var state = state()
        let (worker, _) = state.workerStarted(now: .zero)
        state.workerStops(worker)
        #expect(state.submit(phrase(0), now: .zero).isEmpty)
        _ = state.workerEnded(worker, WorkerFault(.died, "it died"), now: .zero)
        #expect(state.workerStarted(now: .zero).1.count == 1)
    }
}
