package import SpeechFrames

extension PoolState {
    /// The types of frames that a worker may send; `hello`, `interrupted` and an echo of the phrase are of no use here.
    package static let answerTypes: Set<FrameType> = [.audio, .synthesized, .failed, .hello, .interrupted, .phrase]

    /// Takes what a worker wrote.
    ///
    /// - Returns: orders for workers.
    /// - Throws: ``WorkerFault`` with the code `worker_nonsense`; then the worker has to be replaced.
    package mutating func receive(
        _ frame: RawFrame,
        from id: WorkerID,
        now: Duration
    ) throws(WorkerFault) -> [WorkerDispatch] {
        if frame.type == .hello || frame.type == .phrase { return [] }
        guard let job = workers[id]?.job else {
            throw PhraseCheck.nonsense("a `\(frame.type.rawValue)` frame came, but no phrase was asked for")
        }
        let phrase = job.phrase.phraseID
        guard frame.turnID == phrase.turn, frame.phrase == phrase.phrase || frame.type == .interrupted else {
            throw PhraseCheck.nonsense(
                "a `\(frame.type.rawValue)` frame is about another phrase than \(phrase), which was asked for"
            )
        }
        switch frame.type {
        case .audio:
            if !job.isStale { try receiveAudio(frame, job, from: id, now: now) }
            return []
        case .synthesized:
            if !job.isStale { try receiveEnd(frame, job, now: now) }
        case .failed:
            if !job.isStale { try receiveFailure(frame, job) }
        default:
            // `interrupted` ends a job only where it was interrupted.
            if !job.isStale { return [] }
        }
        if frame.type == .synthesized, let kept = job.kept, !job.isStale, let sound = CachedSound(kept) {
            cache.keep(sound, of: job.phrase)
        }
        workers[id]?.job = nil
        workers[id]?.answered += 1
        noteWork()
        if !job.isStale { schedule.ended(phrase) }
        return [WorkerDispatch(worker: id, order: .done(job.id))] + dispatch(now: now)
    }

    private mutating func receiveAudio(
        _ frame: RawFrame,
        _ job: Job,
        from id: WorkerID,
        now: Duration
    ) throws(WorkerFault) {
        var check = job.check
        let header = try Self.sound { () throws(FrameError) in try frame.audioHeader() }
        let verdict = try check.take(header)
        workers[id]?.job?.check = check
        workers[id]?.job?.kept?.append(PoolOutput(phrase: check.id, frame: frame, audio: header))
        // What would not fit need not be gathered.
        if check.delivered * MemoryLayout<Int16>.stride > cache.limit { workers[id]?.job?.kept = nil }
        let output: PoolOutput
        switch verdict {
        case .nothing: return
        case .whole: output = PoolOutput(phrase: check.id, frame: frame, audio: header)
        case .after(let samples):
            output = try Self.sound { () throws(FrameError) in try frame.dropping(samples, of: check.id) }
        }
        pass(output, now: now)
    }

    /// Puts a phrase's answer where the others are; what sounds of it is counted.
    mutating func pass(_ output: PoolOutput, now: Duration) {
        outputs.append(output)
        guard let audio = output.audio else { return }
        schedule.sent(.seconds(Double(audio.sampleCount) / Double(audio.rate)), of: output.phrase, now: now)
    }

    private mutating func receiveEnd(_ frame: RawFrame, _ job: Job, now: Duration) throws(WorkerFault) {
        guard case .synthesized(var end) = try Self.sound({ () throws(FrameError) in try frame.decode() }) else {
            return
        }
        end.samples = try job.check.end(samples: end.samples)
        let sound = job.check.rate.map { Duration.seconds(Double(end.samples) / Double($0)) } ?? .zero
        tally.spoke(sound, in: now - job.began)
        answer(job.phrase.phraseID, .synthesized(end))
    }

    private mutating func receiveFailure(_ frame: RawFrame, _ job: Job) throws(WorkerFault) {
        guard case .failed(let failed) = try Self.sound({ () throws(FrameError) in try frame.decode() }) else { return }
        tally.failed()
        answer(job.phrase.phraseID, .failed(failed))
    }

    private static func sound<Value>(_ read: () throws(FrameError) -> Value) throws(WorkerFault) -> Value {
        do throws(FrameError) {
            return try read()
        } catch {
            throw PhraseCheck.nonsense(error.message)
        }
    }
}

// MARK: - Deadlines

extension PoolState {
    /// When a worker has to have answered; `nil` when the job is over.
    package func due(_ job: JobID, of id: WorkerID, now: Duration) -> Duration? {
        guard let current = workers[id]?.job, current.id == job else { return nil }
        // The clock of a worker that is held back stands still.
        return current.due + (current.heldBackSince.map { now - $0 } ?? .zero)
    }

    /// What is to be done about a job that is over its time, which was to be looked at when it was `due`.
    ///
    /// Who looks much later than that had not run meanwhile: this process was stopped, or the machine was busy or suspended.
    /// Then the worker gets that time once more, at most its deadline, and what it has written by now is read.
    ///
    /// - Returns: whether the worker is late.
    package mutating func isLate(_ job: JobID, of id: WorkerID, due: Duration, now: Duration) -> Bool {
        guard now - due > Self.slack else { return true }
        if workers[id]?.job?.id == job {
            workers[id]?.job?.due = now + min(now - due, configuration.phraseDeadline) + Self.slack
        }
        return false
    }

    /// How much later than meant a timer may ring on a machine that is not too busy.
    package static let slack = Duration.milliseconds(250)

    /// Whether a worker's next answer has to wait: there is no room for it, or others wait for the same room.
    package var holdsBack: Bool { !hasRoomForOutput || !heldBack.isEmpty }

    /// Nobody takes the answers, so the worker's are not read for now.
    package mutating func holdBack(_ id: WorkerID, now: Duration) {
        heldBack.append(id)
        tally.waits()
        workers[id]?.job?.heldBackSince = now
    }

    /// Whether the worker's answers may be read again: who has waited the longest is the first. Else one that is quick to answer
    /// would take all the room, and a phrase that is needed sooner would never be heard.
    package func mayGoOn(_ id: WorkerID) -> Bool { hasRoomForOutput && heldBack.first == id }

    /// The worker's answers are read again.
    package mutating func letGoOn(_ id: WorkerID, now: Duration) {
        heldBack.removeAll { $0 == id }
        guard let since = workers[id]?.job?.heldBackSince else { return }
        workers[id]?.job?.due += now - since
        workers[id]?.job?.began += now - since
        workers[id]?.job?.heldBackSince = nil
    }
}

extension RawFrame {
    /// An `audio` frame without its first samples, which were passed on before.
    fileprivate func dropping(_ samples: Int, of phrase: PhraseID) throws(FrameError) -> PoolOutput {
        guard case .audio(var audio) = try decode() else {
            throw FrameError(.unknownType, "a `\(type.rawValue)` frame has no sound")
        }
        audio.samples.removeFirst(min(samples, audio.samples.count))
        audio.offset += samples
        audio.words.removeAll { $0.at < audio.offset }
        let frame = try RawFrame(.audio(audio))
        return PoolOutput(phrase: phrase, frame: frame, audio: try frame.audioHeader())
    }
}
