package import FrameTransport
private import Glibc
package import Logging
package import SpeechFrames
private import Synchronization

/// tts-workers as a part of the hub: listens on `tts.sock` for phrases, and sends their sound to `audio.sock`.
///
/// Sound is kept until it was heard, and sent again to a sequencer that was away. How much there is of a turn is bounded
/// by the pool's lookahead. Progress goes up the line to llm-streamer, and texts to one that was restarted.
package final class SynthesisStation: Sendable {
    /// What may come from up the line, and from the supervisor.
    package static let accepted: Set<FrameType> = [.begin, .phrase, .end, .failed, .interrupt, .reload, .forget]

    /// What may come from down the line; texts come back after this process's own restart.
    private static let acceptedFromSequencer: Set<FrameType> = [.progress, .finished, .failed, .begin, .phrase, .end]

    /// How long an llm-streamer that connects waits for this process to know what is down the line, before it tries again.
    private static let patience = Duration.seconds(1)

    /// How often the supervisor is told what is measured, and how the cache is used, at most.
    private static let statusInterval = Duration.seconds(1)

    private static let role = "tts-workers"
    private static let upper = "llm-streamer"
    private static let supervisor = "hub-supervisor"

    private let pool: WorkerPool
    private let link: KeptLink
    private let orphans: OrphanWatch<ContinuousClock>
    private let server: FrameServer
    private let peers = FramePeers()
    private let voices = Mutex(TurnVoices())
    private let logger: Logger
    /// Something was done that is measured: phrases were answered, perhaps from the cache.
    private let deeds: AsyncStream<Void>
    private let deedDone: AsyncStream<Void>.Continuation
    private let reload: @Sendable () -> Reloaded

    /// A station with its sockets in `directory`. It ends by itself when it was without a supervisor and a turn for
    /// `orphanTimeout`; 0: never. `reload` has its settings read again when the supervisor wants it.
    package init(
        directory: RuntimeDirectory,
        configuration: WorkerPoolConfiguration,
        version: String,
        orphanTimeout: Duration = .zero,
        reload: @escaping @Sendable () -> Reloaded,
        logger: Logger
    ) {
        var configuration = configuration
        configuration.isEarKnown = true
        let pool = WorkerPool(configuration: configuration, logger: logger)
        self.pool = pool
        self.reload = reload
        self.logger = logger
        (deeds, deedDone) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let link = KeptLink(
            path: directory.path(of: .audio),
            accepting: Self.acceptedFromSequencer,
            lookahead: configuration.lookahead,
            logger: logger
        ) {
            Hello(role: Self.role, pid: getpid(), version: version)
        }
        self.link = link
        orphans = OrphanWatch(limit: orphanTimeout)
        server = FrameServer(
            path: directory.path(of: .tts),
            accepting: Self.accepted,
            check: directory.peers,
            logger: logger,
            pulse: { _ = (link.read { $0.isSettled }, pool.trouble) }
        ) { peer in
            // An answer that goes on must not start before all is known that outlived this process.
            if peer.role == Self.upper, try await !link.wait(atMost: Self.patience, until: { $0.isSettled }) {
                throw TransportError(.closed, "audio-sequencer does not answer yet: \(peer.role) has to wait")
            }
            return Hello(role: Self.role, pid: getpid(), version: version, holds: link.read { $0.holding })
        }
    }

    /// Has the pool keep other limits from now on.
    package func take(_ limits: WorkerPoolConfiguration) {
        pool.take(limits)
        link.change { $0.lookahead = limits.lookahead }
        deedDone.yield()
    }

    /// Returns when this station's work has shown that it goes on.
    package func prove() async { await server.prove() }

    /// What the workers do, in a line for people.
    package var summary: String {
        if let trouble = pool.trouble { return "nothing can be spoken: \(trouble.message)" }
        let (workers, busy) = pool.occupancy
        return "\(workers) worker\(workers == 1 ? "" : "s"), \(busy) busy"
    }

    /// Serves until the task is cancelled; then the workers are ended and the socket is removed. `listening` is called when peers
    /// can connect.
    ///
    /// - Throws: `TransportError` where the socket cannot be made.
    package func run(listening: @escaping @Sendable () -> Void = {}) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.pool.run() }
            group.addTask { await self.passOn() }
            group.addTask { await self.pool.watchTrouble { self.tell(of: $0) } }
            group.addTask { try await self.tellOfDeeds() }
            group.addTask {
                try await self.orphans.run(self.peers) { self.link.read { !$0.holding.isEmpty } }
            }
            group.addTask { try await self.link.run { try self.takeReport($0) } }
            group.addTask {
                try await self.server.run(listening: listening) { connection, frames in
                    try await self.peers.serve(connection, frames, first: { self.catchUp(connection) }) {
                        try self.take($0)
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func catchUp(_ connection: FrameConnection) -> [RawFrame] {
        switch connection.peer.role {
        case Self.upper: link.read { $0.catchUp(connection) }
        case Self.supervisor: (try? [RawFrame(status)]) ?? []
        default: []
        }
    }

    /// The workers cannot speak, or can again: people ask the supervisor.
    private func tell(of trouble: WorkerFault?) {
        if let trouble {
            logger.error("nothing can be spoken for now: \(trouble.message); the workers are tried again and again")
        } else {
            logger.notice("the workers can speak again")
        }
        peers.send(status) { $0 == Self.supervisor }
    }

    /// What is measured changes with every phrase; it is told again after a while only.
    private func tellOfDeeds() async throws {
        var told = status
        for await _ in deeds {
            // What comes of the last phrase: its worker is free, or has the next one.
            try await Task.sleep(for: Self.statusInterval / 10)
            let status = status
            guard status != told else { continue }
            told = status
            peers.send(status) { $0 == Self.supervisor }
            try await Task.sleep(for: Self.statusInterval)
        }
    }

    private var status: Frame {
        let (trouble, cache) = (pool.trouble?.message, pool.cacheStatus)
        let own = ProcessStatus(
            name: Self.role,
            state: .up,
            pid: getpid(),
            trouble: trouble,
            cache: cache,
            synthesis: pool.measures
        )
        return .status(Status(processes: [own]))
    }

    /// The pool's answers go where all that is to be played goes.
    private func passOn() async {
        for await answer in pool.outputs {
            link.change { $0.add(answer.frame, audio: answer.audio) }
            if answer.isLast { deedDone.yield() }
        }
    }
}

// MARK: - From up the line

extension SynthesisStation {
    private func take(_ raw: RawFrame) throws {
        switch try raw.decode() {
        case .begin(let begin): take(begin)
        case .phrase(let phrase): take(phrase, raw)
        case .end(let end):
            link.change { $0.add(end, as: raw) }
        case .failed(let failed):
            // It comes before the end; one that comes after is sent again to a link that was gone.
            if link.read({ $0.holding(of: failed.turnID) })?.phrases == nil { link.change { $0.add(raw) } }
        case .interrupt(let interrupt): stop(interrupt)
        case .reload: peers.send(.reloaded(reload())) { $0 == Self.supervisor }
        // Whose words a sound is that may be given to everybody is not known.
        case .forget(let forget) where forget.session.isEmpty: pool.forgetSound()
        default: break
        }
    }

    private func take(_ begin: Begin) {
        switch link.change({ $0.begin(begin) }) {
        case .new: voices.withLock { $0.begin(begin) }
        case .known: break
        case .over(.finished):
            // The sender's link was gone when it was told.
            peers.send(.finished(Finished(session: begin.session, turn: begin.turn)))
        case .over:
            refuse(begin.turnID, "turn_over", "turn \(begin.turnID) was stopped, or could not be played")
        case .refused:
            refuse(begin.turnID, "too_many_turns", "\(FrameKeeper.limit) turns wait to be heard: stop some of them")
        }
    }

    private func take(_ phrase: Phrase, _ raw: RawFrame) {
        // A turn without `begin` is one that everything has its default for.
        if link.read({ $0.holding(of: phrase.turnID) == nil && $0.outcome(of: phrase.turnID) == nil }) {
            take(Begin(session: phrase.session, turn: phrase.turn))
        }
        // Within the change: a worker is at the phrase before the link has sent the text on.
        link.change { keeper in
            if keeper.add(phrase, as: raw) { pool.take(voices.withLock { $0.completed(phrase) }) }
        }
    }

    private func stop(_ interrupt: Interrupt) {
        let stopped = link.change { $0.interrupt(interrupt) }
        pool.interrupt(interrupt)
        voices.withLock { voices in stopped.forEach { voices.end($0) } }
        for turn in stopped.isEmpty ? [interrupt.turnID] : stopped {
            let answer = Interrupted(session: turn.session, turn: turn.turn, stage: Self.role)
            peers.send(.interrupted(answer)) { $0 != Self.upper }
        }
    }

    private func refuse(_ turn: TurnID, _ code: String, _ message: String) {
        let failed = Failed(session: turn.session, turn: turn.turn, stage: Self.role, code: code, message: message)
        peers.send(.failed(failed))
    }
}

// MARK: - From down the line

extension SynthesisStation {
    private func takeReport(_ raw: RawFrame) throws {
        switch try raw.decode() {
        case .progress(let progress):
            link.change { $0.drop(progress) }
            pool.report(progress)
            return peers.send(completed(progress, raw)) { $0 == Self.upper }
        case .begin(let begin):
            if link.change({ $0.adopt(begin) }) == .new { voices.withLock { $0.begin(begin) } }
            return
        case .phrase(let phrase): return take(phrase, raw)
        case .end(let end):
            link.change { $0.add(end, as: raw) }
            return
        case .finished(let finished): close(finished.turnID, .finished)
        case .failed(let failed):
            // About one phrase, it was skipped there, and `progress` says so too.
            guard failed.phrase == nil else { return }
            close(failed.turnID, .failed)
        default: break
        }
        // The supervisor hears it from the sequencer itself.
        peers.send(raw) { $0 == Self.upper }
    }

    /// A report with the sound that waits here counted in: whoever cuts phrases by what lies ahead means all of it. Of a turn whose
    /// text has ended nobody does.
    private func completed(_ progress: Progress, _ raw: RawFrame) -> RawFrame {
        let unsent = link.read { $0.end(of: progress.turnID) == nil ? $0.unsentSound(of: progress.turnID) : .zero }
        guard unsent > .zero else { return raw }
        var progress = progress
        progress.ahead += Int(unsent / .seconds(1) * Double(progress.rate))
        // A frame that came as one, with a larger number, can be encoded.
        return (try? RawFrame(.progress(progress))) ?? raw
    }

    private func close(_ turn: TurnID, _ outcome: OverTurns.Outcome) {
        link.change { $0.end(turn, outcome) }
        pool.abandon(turn)
        voices.withLock { $0.end(turn) }
    }
}
