internal import FrameTransport
package import SpeechFrames

/// All decisions of the pool, without processes and clocks: which worker speaks what, what is passed on, who is late.
///
/// Times are those of any steady clock.
package struct PoolState: Sendable {
    /// What one of the pool's places for a worker is doing.
    private enum Slot: Sendable {
        /// A worker runs, or is being started. May become `resting`.
        case active
        /// Its worker ended and the next one is started after a while. Becomes `active`.
        case resting(WorkerFault, Duration)
    }

    /// A worker that runs.
    struct Worker: Sendable {
        var job: Job?
        var answered = 0
        /// It gets no more phrases: it has ended, or is being killed.
        var isEnding = false

        var isFree: Bool { job == nil && !isEnding }
    }

    /// One try at one phrase.
    struct Job: Sendable {
        let id: JobID
        let phrase: Phrase
        var check: PhraseCheck
        let isSecondTry: Bool
        /// Its sound so far, where it is to be kept; `nil`: it is not.
        var kept: [PoolOutput]?
        /// When the worker was given it; later by as long as it had to wait.
        var began: Duration
        /// When the worker has to have answered.
        var due: Duration
        /// Since when the pool does not read what the worker writes, for nobody takes it.
        var heldBackSince: Duration?
        /// Nobody wants the answer any more.
        var isStale = false
    }

    /// A rest that is longer than this makes waiting phrases fail rather than wait.
    package static let patience = Duration.seconds(1)

    private(set) var configuration: WorkerPoolConfiguration
    private var slots: [Slot]
    private var nextID = 1
    private(set) var secondTries: [PhraseID: PhraseCheck] = [:]
    /// Turns that were interrupted.
    private var over = OverTurns()
    var schedule: SynthesisSchedule
    var workers: [WorkerID: Worker] = [:]
    var outputs = OutputQueue()
    /// Workers whose answers are not read for want of room, the one that has waited the longest first.
    var heldBack: [WorkerID] = []
    /// What is counted.
    var tally = SynthesisTally()
    /// Sound that may be wanted again.
    var cache: SoundCache

    /// Phrases that were submitted and are neither answered nor interrupted.
    var unanswered: Set<PhraseID> = []

    package init(configuration: WorkerPoolConfiguration) {
        self.configuration = configuration
        self.slots = Array(repeating: .active, count: configuration.workers)
        self.cache = SoundCache(limit: configuration.cacheBytes)
        self.schedule = SynthesisSchedule(
            lookahead: configuration.lookahead,
            isEarKnown: configuration.isEarKnown
        )
    }

    /// Why nothing can be spoken, from when no worker is kept running until one is, or answers; `nil` while all is well.
    package private(set) var trouble: WorkerFault?

    private var hasWorked = false
    private var lastFault: WorkerFault?

    /// Why nothing could be spoken: no worker has answered a phrase yet, and one has failed for it.
    package var uselessness: WorkerFault? { hasWorked ? nil : lastFault }

    /// A worker answered a phrase, with its sound or a refusal.
    mutating func noteWork() {
        hasWorked = true
        trouble = nil
    }

    /// Whether everything that was submitted is answered, and the answers are taken.
    package var isDrained: Bool { unanswered.isEmpty && outputs.isEmpty }

    /// What was counted so far, and what the workers do now.
    package var measures: SynthesisMeasures {
        var measures = tally.measures
        measures.workers = workers.count { !$0.value.isEnding }
        measures.busy = workers.count { $0.value.job != nil && !$0.value.isEnding }
        return measures
    }

    /// Whether there is room for another phrase of the turn.
    package func hasRoom(for turn: TurnID) -> Bool { schedule.waiting(in: turn) < configuration.waitingPhrases }

    /// Whether an answer waits to be taken.
    package var hasOutput: Bool { !outputs.isEmpty }

    /// Whether the workers' answers may be read.
    package var hasRoomForOutput: Bool { outputs.bytes < configuration.waitingBytes }

    /// The next answer; `nil` when there is none yet.
    package mutating func nextOutput() -> PoolOutput? { outputs.next() }

    /// Keeps other limits from now on; a phrase that is being spoken keeps its deadline.
    package mutating func take(_ limits: WorkerPoolConfiguration, now: Duration) -> [WorkerDispatch] {
        configuration.phraseDeadline = limits.phraseDeadline
        configuration.interruptGrace = limits.interruptGrace
        configuration.lookahead = limits.lookahead
        configuration.isCaching = limits.isCaching
        schedule.lookahead = limits.lookahead
        cache.limit = limits.cacheBytes
        return dispatch(now: now)
    }

    /// Takes a phrase. One that is under way already, or of an interrupted turn, is ignored.
    package mutating func submit(_ phrase: Phrase, now: Duration) -> [WorkerDispatch] {
        guard over.outcome(of: phrase.turnID) == nil, !schedule.contains(phrase.phraseID) else { return [] }
        unanswered.insert(phrase.phraseID)
        if let fault = unavailability(), !isKnown(phrase) {
            fail(phrase.phraseID, fault)
            return []
        }
        schedule.add(phrase)
        return dispatch(now: now)
    }

    /// Drops the turns that the interrupt covers, from what waits and from what was answered.
    package mutating func interrupt(_ interrupt: Interrupt, now: Duration) -> [WorkerDispatch] {
        over.interrupt(interrupt)
        return drop(interrupt, now: now, interrupt.covers)
    }

    /// Drops that turn alone: it was heard to its end, or cannot be played.
    package mutating func abandon(_ turn: TurnID, now: Duration) -> [WorkerDispatch] {
        let interrupt = Interrupt(session: turn.session, turn: turn.turn, reason: .error)
        return drop(interrupt, now: now) { $0 == turn }
    }

    private mutating func drop(
        _ interrupt: Interrupt,
        now: Duration,
        _ isDropped: (TurnID) -> Bool
    ) -> [WorkerDispatch] {
        schedule.forget(isDropped)
        secondTries = secondTries.filter { !isDropped($0.key.turn) }
        unanswered = unanswered.filter { !isDropped($0.turn) }
        outputs.remove { isDropped($0.turn) }
        var orders: [WorkerDispatch] = []
        for (id, worker) in workers {
            guard var job = worker.job, !job.isStale, isDropped(job.phrase.turnID) else { continue }
            job.isStale = true
            job.due = now + configuration.interruptGrace
            if job.heldBackSince != nil { job.heldBackSince = now }
            workers[id]?.job = job
            orders.append(WorkerDispatch(worker: id, order: .interrupt(interrupt, job.id)))
        }
        return orders
    }

    /// The sequencer has heard the turn up to here.
    package mutating func heard(_ progress: Progress, now: Duration) -> [WorkerDispatch] {
        let position = Duration.seconds(Double(progress.sample) / Double(progress.rate))
        let mayStart = schedule.heard(progress.phrase, at: position, of: progress.turnID)
        return mayStart ? dispatch(now: now) : []
    }

    /// Answers what needs no worker, and gives phrases to workers that have nothing to do.
    mutating func dispatch(now: Duration) -> [WorkerDispatch] {
        var orders: [WorkerDispatch] = []
        answerKnown(now: now)
        for id in workers.keys.sorted() where workers[id]?.isFree == true {
            guard let phrase = next(isKnown: false, now: now) else { break }
            let check = secondTries.removeValue(forKey: phrase.phraseID)
            let isKept = check == nil && miss(phrase)
            let job = Job(
                id: makeID(),
                phrase: phrase,
                check: check ?? PhraseCheck(phrase.phraseID),
                isSecondTry: check != nil,
                kept: isKept ? [] : nil,
                began: now,
                due: now + configuration.phraseDeadline
            )
            workers[id]?.job = job
            orders.append(WorkerDispatch(worker: id, order: .speak(phrase, job.id)))
            answerKnown(now: now)
        }
        return orders
    }

    /// Puts the answer to a phrase that nobody could speak where the others are.
    mutating func fail(_ id: PhraseID, _ fault: WorkerFault) {
        lastFault = fault
        tally.failed()
        let failed = Failed(
            session: id.turn.session,
            turn: id.turn.turn,
            phrase: id.phrase,
            stage: "tts-workers",
            code: fault.code.rawValue,
            message: fault.message
        )
        answer(id, .failed(failed))
    }

    /// Puts a frame of our own that ends a phrase where the others are.
    mutating func answer(_ id: PhraseID, _ frame: Frame) {
        unanswered.remove(id)
        // A frame of ours is always one that can be encoded and read.
        guard let raw = try? RawFrame(frame) else { return }
        outputs.append(PoolOutput(phrase: id, frame: raw, audio: nil))
    }

    private mutating func makeID() -> Int {
        defer { nextID += 1 }
        return nextID
    }
}

// MARK: - Workers come and go

extension PoolState {
    /// A slot is about to start a worker.
    package mutating func slotStarts(_ slot: Int) {
        slots[slot] = .active
    }

    /// A worker runs.
    package mutating func workerStarted(now: Duration) -> (WorkerID, [WorkerDispatch]) {
        let id = makeID()
        workers[id] = Worker()
        return (id, dispatch(now: now))
    }

    /// A worker has run for ``patience`` and still does.
    package mutating func workerLasts() {
        trouble = nil
    }

    /// A worker gets no more phrases, for it has ended or has to.
    package mutating func workerStops(_ id: WorkerID) {
        workers[id]?.isEnding = true
    }

    /// A worker ended. Its phrase is tried once more by another one; the second time it has failed.
    ///
    /// - Returns: whether it had answered a phrase, and orders for others.
    package mutating func workerEnded(
        _ id: WorkerID,
        _ fault: WorkerFault,
        now: Duration
    ) -> (wasUseful: Bool, orders: [WorkerDispatch]) {
        guard let worker = workers.removeValue(forKey: id) else { return (false, []) }
        tally.died()
        // Who is started in place of one that ended by itself may be another version of it, with another voice.
        if fault.code != .deadline { cache.removeAll() }
        if let job = worker.job, !job.isStale {
            schedule.ended(job.phrase.phraseID)
            if job.isSecondTry {
                fail(job.phrase.phraseID, fault)
            } else {
                var check = job.check
                check.startAgain()
                secondTries[job.phrase.phraseID] = check
                schedule.add(job.phrase)
            }
        }
        return (worker.answered > 0, dispatch(now: now))
    }

    /// A slot waits before it starts its next worker. When no slot will have one soon, what waits fails.
    package mutating func slotRests(_ slot: Int, for delay: Duration, after fault: WorkerFault) {
        guard delay > .zero else { return }
        slots[slot] = .resting(fault, delay)
        guard let fault = unavailability() else { return }
        trouble = fault
        for phrase in schedule.removeAllWaiting() {
            if isKnown(phrase) {
                schedule.add(phrase)
                continue
            }
            secondTries[phrase.phraseID] = nil
            fail(phrase.phraseID, fault)
        }
    }

    /// Why no worker will be there soon; `nil` while one runs or may soon.
    private func unavailability() -> WorkerFault? {
        var last: WorkerFault?
        for slot in slots {
            guard case .resting(let fault, let delay) = slot else { return nil }
            guard fault.code == .unavailable || delay > Self.patience else { return nil }
            last = fault
        }
        guard let last else { return nil }
        return last.code == .unavailable
            ? last : WorkerFault(.unavailable, "no worker can be kept running: \(last.message)")
    }
}
