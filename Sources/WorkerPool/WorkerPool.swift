private import Clocks
internal import FrameTransport
private import Glibc
package import Logging
package import SpeechFrames
private import Synchronization

/// Several workers that speak side by side: phrases in, checked audio out.
///
/// One phrase is with one worker at a time. A worker that dies, answers nonsense or is late is replaced, and its phrase
/// is tried once more by another; then the phrase has failed, and the rest goes on. ``PoolState`` decides, this type
/// carries it out.
///
/// ``run()`` has the workers ready before they are needed; ``outputs`` has to be read for the work to go on.
package final class WorkerPool: Sendable {
    fileprivate struct State {
        var pool: PoolState
        var orders: [WorkerID: AsyncStream<WorkerOrder>.Continuation] = [:]
        var pids: [WorkerID: Int32] = [:]
        var isClosed = false
    }

    private let configuration: WorkerPoolConfiguration
    private let logger: Logger
    private let clock = SteadyClock()
    private let epoch = ContinuousClock.now
    private let state: Mutex<State>
    /// An answer came, or the pool closed.
    private let answersCame = WaitList()
    /// An answer was taken, or dropped.
    private let answersTaken = WaitList()
    /// A phrase left the queue.
    private let phrasesLeft = WaitList()
    /// The workers can speak no more, or again.
    private let troubleChanged = WaitList()

    package init(configuration: WorkerPoolConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        self.state = Mutex(State(pool: PoolState(configuration: configuration)))
    }

    /// Keeps other limits from now on; a phrase that is being spoken keeps its deadline.
    package func take(_ limits: WorkerPoolConfiguration) {
        change { pool, now in pool.take(limits, now: now) }
    }

    /// Keeps the workers running until the task is cancelled; then ends them and ``outputs``.
    package func run() async {
        // A worker that dies while it is written to is a fault of its own, not a reason for us to die.
        signal(SIGPIPE, SIG_IGN)
        await withDiscardingTaskGroup { group in
            for slot in 0..<configuration.workers {
                group.addTask { await self.keepRunning(slot) }
            }
        }
        state.withLock { $0.isClosed = true }
        wakeAll()
    }

    /// Takes a phrase to be spoken; suspends while too many of its turn wait. A phrase of an interrupted turn, or one
    /// that is under way already, is ignored.
    ///
    /// - Throws: `CancellationError`, and then the phrase was not taken.
    package func submit(_ phrase: Phrase) async throws(CancellationError) {
        try await phrasesLeft.wait { state.withLock { $0.isClosed || $0.pool.hasRoom(for: phrase.turnID) } }
        change { pool, now in pool.submit(phrase, now: now) }
    }

    /// Stops the turns that the interrupt covers: once this returns, ``outputs`` has nothing more of them.
    package func interrupt(_ interrupt: Interrupt) {
        change { pool, now in pool.interrupt(interrupt, now: now) }
        wakeAll()
    }

    /// Drops that turn alone: it was heard to its end, or cannot be played.
    package func abandon(_ turn: TurnID) {
        change { pool, now in pool.abandon(turn, now: now) }
        wakeAll()
    }

    /// Takes a phrase as ``submit(_:)`` does, without waiting, where the sender itself bounds how many there are.
    package func take(_ phrase: Phrase) {
        change { pool, now in pool.submit(phrase, now: now) }
    }

    /// Forgets all sound that is kept for phrases that come again.
    package func forgetSound() { state.withLock { $0.pool.forgetSound() } }

    /// Says how far the ear is, so that what lies ahead of it is known and bounded.
    package func report(_ progress: Progress) {
        change { pool, now in pool.heard(progress, now: now) }
    }

    /// Why nothing could be spoken, where phrases failed and no worker has ever answered one.
    package var uselessness: WorkerFault? { state.withLock { $0.pool.uselessness } }

    /// Why nothing can be spoken for now; `nil` while a worker is there.
    package var trouble: WorkerFault? { state.withLock { $0.pool.trouble } }

    /// How many workers there are to be, and how many of them speak.
    package var occupancy: (workers: Int, busy: Int) {
        state.withLock { ($0.pool.configuration.workers, $0.pool.workers.values.count { $0.job != nil }) }
    }

    /// How the kept sound was used; `nil` where none is kept.
    package var cacheStatus: CacheStatus? { state.withLock { $0.pool.cacheStatus } }

    /// What the pool measures of its work.
    package var measures: SynthesisMeasures {
        state.withLock { state in
            var measures = state.pool.measures
            measures.pids = state.pids.values.sorted()
            return measures
        }
    }

    /// Tells ``trouble`` each time that it comes or goes, until the task is cancelled.
    package func watchTrouble(_ tell: (WorkerFault?) -> Void) async {
        var told: WorkerFault?
        while (try? await troubleChanged.wait { (trouble == nil) != (told == nil) }) != nil {
            told = trouble
            tell(told)
        }
    }

    /// Returns when everything that was submitted is answered and the answers are taken.
    ///
    /// - Throws: `CancellationError`.
    package func drain() async throws(CancellationError) {
        try await answersTaken.wait { state.withLock { $0.isClosed || $0.pool.isDrained } }
    }

    /// The answers, in the order that the workers gave them. For one reader.
    package var outputs: Outputs { Outputs(pool: self) }

    /// The pool's answers; ends when the pool has stopped.
    package struct Outputs: AsyncSequence, AsyncIteratorProtocol, Sendable {
        package typealias Element = PoolOutput
        fileprivate let pool: WorkerPool

        /// The next answer; `nil` when the pool has stopped or the task is cancelled.
        package func next() async -> PoolOutput? { await pool.nextOutput() }

        package func makeAsyncIterator() -> Outputs { self }
    }

    private func nextOutput() async -> PoolOutput? {
        var output: PoolOutput?
        var hasRoom = false
        try? await answersCame.wait {
            state.withLock { state in
                let wasFull = !state.pool.hasRoomForOutput
                output = state.pool.nextOutput()
                // What needs no worker has waited for the room.
                if wasFull, state.pool.hasRoomForOutput {
                    _ = state.give(state.pool.dispatch(now: now))
                    hasRoom = true
                }
                return output != nil || state.isClosed
            }
        }
        if output != nil { answersTaken.wake() }
        if hasRoom { phrasesLeft.wake() }
        return output
    }

    private func wakeAll() {
        answersCame.wake()
        answersTaken.wake()
        phrasesLeft.wake()
    }

    /// Lets the pool decide, and passes its orders on.
    private func change(_ decide: (inout PoolState, Duration) -> [WorkerDispatch]) {
        let (hasOrders, hasAnswers) = state.withLock { ($0.give(decide(&$0.pool, now)), $0.pool.hasOutput) }
        if hasOrders || hasAnswers { phrasesLeft.wake() }
        if hasAnswers { answersCame.wake() }
    }

    private var now: Duration { epoch.duration(to: clock.now) }
}

// MARK: - Slots

extension WorkerPool {
    /// Starts a worker, and another one whenever it ends.
    private func keepRunning(_ slot: Int) async {
        var backoff = RestartBackoff()
        while !Task.isCancelled {
            state.withLock { $0.pool.slotStarts(slot) }
            let start = clock.now
            guard let (id, fault) = try? await runWorker(), !Task.isCancelled else { return }
            let wasUseful = replace(id, fault)
            let delay = backoff.delay(afterLiving: start.duration(to: clock.now), wasUseful: wasUseful)
            logger.warning("\(fault.message); it is started again \(delay == .zero ? "at once" : "in \(delay)")")
            state.withLock { $0.pool.slotRests(slot, for: delay, after: fault) }
            answersCame.wake()
            troubleChanged.wake()
            try? await clock.sleep(for: delay)
        }
    }

    /// Runs one worker to its end.
    private func runWorker() async throws -> (id: WorkerID?, fault: WorkerFault) {
        async let _ = noteLasting()
        return try await WorkerProcess(configuration: configuration, logger: logger).run(self)
    }

    /// Notes that a worker lasts, unless the task is cancelled before it has.
    private func noteLasting() async {
        guard (try? await clock.sleep(for: PoolState.patience)) != nil else { return }
        state.withLock { $0.pool.workerLasts() }
        troubleChanged.wake()
    }

    /// - Returns: whether the worker had answered a phrase.
    private func replace(_ id: WorkerID?, _ fault: WorkerFault) -> Bool {
        guard let id else { return false }
        var wasUseful = false
        change { pool, now in
            let ended = pool.workerEnded(id, fault, now: now)
            wasUseful = ended.wasUseful
            return ended.orders
        }
        return wasUseful
    }
}

extension WorkerPool: WorkerOwner {
    func started(as pid: Int32) -> (id: WorkerID, orders: AsyncStream<WorkerOrder>) {
        // At most a phrase, its interrupt, two alarms and its end wait at a time.
        let (stream, continuation) = AsyncStream.makeStream(of: WorkerOrder.self, bufferingPolicy: .bufferingOldest(8))
        let (id, gaveOrders) = state.withLock { state in
            let (id, orders) = state.pool.workerStarted(now: now)
            state.orders[id] = continuation
            state.pids[id] = pid
            return (id, state.give(orders))
        }
        if gaveOrders { phrasesLeft.wake() }
        answersCame.wake()
        return (id, stream)
    }

    func stopped(_ id: WorkerID) {
        let orders = state.withLock { state in
            state.pool.workerStops(id)
            state.pids[id] = nil
            return state.orders.removeValue(forKey: id)
        }
        orders?.finish()
    }

    func receive(_ frame: RawFrame, from id: WorkerID) async throws {
        let (gaveOrders, isHeldBack, isMended) = try state.withLock { state in
            let hadTrouble = state.pool.trouble != nil
            let orders = try state.pool.receive(frame, from: id, now: now)
            return (state.give(orders), state.pool.holdsBack, hadTrouble && state.pool.trouble == nil)
        }
        answersCame.wake()
        if isMended { troubleChanged.wake() }
        if gaveOrders { phrasesLeft.wake() }
        guard isHeldBack else { return }
        state.withLock { $0.pool.holdBack(id, now: now) }
        defer {
            state.withLock { $0.pool.letGoOn(id, now: now) }
            // The next one in the line looks whether there is still room.
            answersTaken.wake()
        }
        try await answersTaken.wait { state.withLock { $0.isClosed || $0.pool.mayGoOn(id) } }
    }

    func watch(_ job: JobID, of id: WorkerID) async {
        while let due = state.withLock({ $0.pool.due(job, of: id, now: now) }) {
            guard due <= now else {
                guard (try? await clock.sleep(for: due - now)) != nil else { return }
                continue
            }
            guard state.withLock({ $0.pool.isLate(job, of: id, due: due, now: now) }) else { continue }
            state.withLock { $0.orders[id] }?.yield(.late(job))
            return
        }
    }
}

extension WorkerPool.State {
    /// Passes orders on to the workers; one that has just ended needs none. Whether there were any.
    ///
    /// Under the lock: two tasks' decisions must reach a worker in the order in which they were made, or a new phrase
    /// overtakes the end of the one before and is lost. Yielding runs no code of whoever waits for the order.
    fileprivate func give(_ dispatches: [WorkerDispatch]) -> Bool {
        for dispatch in dispatches { orders[dispatch.worker]?.yield(dispatch.order) }
        return !dispatches.isEmpty
    }
}
