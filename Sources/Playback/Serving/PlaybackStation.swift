private import Glibc
package import FrameTransport
package import Logging
package import SpeechFrames
private import Synchronization

/// audio-sequencer as a part of the hub: listens on `audio.sock`, plays what tts-workers sends, and tells it and the
/// supervisor how far it was heard.
///
/// One connection carries the sound of all turns. It is never left unread: what lies ahead of the ear is bounded by who
/// sends it, turn by turn.
package struct PlaybackStation: Sendable {
    /// What may come over the socket.
    package static let accepted: Set<FrameType> = [
        .begin, .phrase, .audio, .synthesized, .failed, .end, .interrupt, .reload,
        .volume,
    ]

    /// How often it is told how far a turn was heard where a file can be cut, or nobody listens.
    package static let progressInterval = Duration.milliseconds(250)

    /// The same on a speaker: about as much is heard again, at most, after a crash.
    package static let speakerProgressInterval = Duration.milliseconds(50)

    private let sequencer: Sequencer
    private let server: FrameServer
    private let desk: Desk
    private let board: PlaybackBoard
    private let reload: @Sendable () -> Reloaded
    private let orphans: OrphanWatch<ContinuousClock>

    /// A station that listens in `directory`; `observe` is told what is played, for people, and must not block. It ends by
    /// itself when it was without a supervisor and a turn for `orphanTimeout`; 0: never. `reload` has its settings read again
    /// when the supervisor wants it.
    package init(
        directory: RuntimeDirectory,
        configuration: Sequencer.Configuration,
        version: String,
        orphanTimeout: Duration = .zero,
        reload: @escaping @Sendable () -> Reloaded,
        logger: Logger,
        observe: @escaping @Sendable (PlaybackEvent) -> Void
    ) {
        var configuration = configuration
        configuration.keepsFiles = true
        configuration.progressInterval = Self.progressInterval
        configuration.speakerProgressInterval = Self.speakerProgressInterval
        configuration.bufferLimit = .max
        // No frame is about a word: `interrupted` tells the words that were heard.
        configuration.tellsWords = false
        configuration.endsWithDefaultOutput = false
        let desk = Desk(StartPlaces(path: directory.path(of: .places), logger: logger))
        let board = PlaybackBoard(configuration.defaultOutput)
        let sequencer = Sequencer(configuration: configuration, logger: logger) { events in
            for event in events {
                observe(event)
                board.take(event)
            }
            desk.tell(events)
        }
        let output = configuration.defaultOutput.description
        self.desk = desk
        self.board = board
        self.reload = reload
        orphans = OrphanWatch(limit: orphanTimeout)
        self.sequencer = sequencer
        server = FrameServer(
            path: directory.path(of: .audio),
            accepting: Self.accepted,
            check: directory.peers,
            logger: logger,
            pulse: { _ = (sequencer.holding, desk.hasTurns) }
        ) {
            let holds = desk.withTexts(sequencer.holding)
            return Hello(role: "audio-sequencer", pid: getpid(), version: version, holds: holds, output: output)
        }
    }

    /// Returns when this station's work has shown that it goes on.
    package func prove() async { await server.prove() }

    /// What is played, in a line for people.
    package var summary: String { board.summary(turns: desk.turns) }

    /// Plays until the task is cancelled; then the outputs are closed and the socket is removed. `listening` is called when peers
    /// can connect.
    ///
    /// An output that cannot be opened fails its turns only; the next turn tries again.
    ///
    /// - Throws: `TransportError` where the socket cannot be made.
    package func run(listening: @escaping @Sendable () -> Void = {}) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sequencer.run() }
            group.addTask { try await orphans.run(desk.peers) { desk.hasTurns } }
            group.addTask {
                try await server.run(listening: listening) { connection, frames in
                    try await desk.peers.serve(connection, frames, first: { desk.catchUp(connection) }) { raw in
                        let frame = try raw.decode()
                        if case .reload = frame {
                            return desk.peers.send(.reloaded(reload())) { $0 == "hub-supervisor" }
                        }
                        if desk.admits(frame, raw) { await sequencer.receive(desk.placed(frame)) }
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Who is told what, and which turns are over. It keeps the texts of what was not heard, for a tts-workers that was
    /// restarted: it may be the only one who has them.
    private final class Desk: Sendable {
        let peers = FramePeers()
        private let texts = Mutex(FrameKeeper())
        private let endings = RecentEndings()
        private let places: StartPlaces
        /// The turns that go on further on than their senders know, until that is told them.
        private let untold = Mutex<[TurnID: HeardPoint]>([:])

        init(_ places: StartPlaces) {
            self.places = places
            for turn in places.ended {
                texts.withLock { $0.end(turn, .finished) }
                // The process before may have been killed before it told so.
                endings.note(.finished(Finished(session: turn.session, turn: turn.turn)))
            }
        }

        /// A `begin` of a turn that an earlier process played, but came not to tell all of, with where that was.
        func placed(_ frame: Frame) -> Frame {
            guard case .begin(let begin) = frame else { return frame }
            return .begin(places.complete(begin))
        }

        /// Tells the peers of events that concern them. What is true at one moment is noted and sent in one piece: should this
        /// process be killed, either all of it is known or nothing.
        func tell(_ events: [PlaybackEvent]) {
            places.change { places in
                for event in events { note(event, &places) }
            }
            // What is ours can be encoded.
            let frames = events.compactMap { event in event.frame.flatMap { try? RawFrame($0) } }
            peers.send(frames) { !Self.isStage($0) }
            peers.send(frames.filter { $0.type != .interrupted }, to: Self.isStage)
        }

        private func note(_ event: PlaybackEvent, _ places: inout StartPlaces.Book) {
            switch event {
            case .progress(let progress):
                texts.withLock { $0.drop(progress) }
                places.hear(progress)
            case .placed(let progress): places.note(progress)
            case .finished(let finished):
                texts.withLock { $0.end(finished.turnID, .finished) }
                untold.withLock { $0[finished.turnID] = nil }
                places.end(finished.turnID)
                endings.note(.finished(finished))
            case .failed(let failed):
                texts.withLock { $0.end(failed.turnID, .failed) }
                untold.withLock { $0[failed.turnID] = nil }
                places.forget(failed.turnID)
                endings.note(.failed(failed))
            case .interrupted(let interrupted):
                places.forget(interrupted.turnID)
                // Only here the words are known: a supervisor that was not linked is told them later.
                if interrupted.heard != nil { endings.note(.interrupted(interrupted)) }
            default: break
            }
        }

        /// Whether a turn is here that is not over.
        var hasTurns: Bool { turns > 0 }

        /// How many turns are here that are not over.
        var turns: Int { texts.withLock { $0.holding.count } }

        /// What is held, with how far the texts are here. A turn whose texts are not kept is sent from its start.
        func withTexts(_ holding: [HeldTurn]) -> [HeldTurn] {
            texts.withLock { texts in
                holding.compactMap { held in
                    guard let kept = texts.holding(of: held.turnID) else { return nil }
                    var held = held
                    held.next = kept.phrase
                    held.phrases = kept.phrases
                    return held
                }
            }
        }

        /// What a peer is told first: tts-workers the texts that it lacks, the supervisor how turns ended that it may wait for.
        func catchUp(_ connection: FrameConnection) -> [RawFrame] {
            switch connection.peer.role {
            case "tts-workers": texts.withLock { $0.catchUp(connection) }
            case "hub-supervisor": endings.all
            default: []
            }
        }

        /// Whether the sequencer is to have the frame. A turn that is over but is begun again was kept by a sender that does
        /// not know it, for its link was gone: it is told again.
        func admits(_ frame: Frame, _ raw: RawFrame) -> Bool {
            if frame.type != .interrupt, let turn = raw.turnID, let outcome = texts.withLock({ $0.outcome(of: turn) }) {
                let reminder = frame.type == .begin ? FrameKeeper.reminder(of: turn, outcome) : nil
                if let reminder { peers.send(reminder, to: Self.isStage) }
                return false
            }
            switch frame {
            case .interrupt(let interrupt):
                _ = texts.withLock { $0.interrupt(interrupt) }
                untold.withLock { places in places = places.filter { !interrupt.covers($0.key) } }
            case .begin(let begin):
                if texts.withLock({ $0.begin(begin) }) == .new { noteUntold(begin) }
            case .phrase(let phrase):
                _ = texts.withLock { $0.add(phrase, as: raw) }
                tellPlace(of: phrase.turnID) { $0.phrase <= phrase.phrase }
            case .end(let end):
                _ = texts.withLock { $0.add(end, as: raw) }
                tellPlace(of: end.turnID) { _ in true }
            default: break
            }
            return true
        }

        private func noteUntold(_ begin: Begin) {
            let placed = places.complete(begin)
            if placed != begin { untold.withLock { $0[begin.turnID] = HeardPoint(placed) } }
        }

        /// Tells the sender where the turn goes on, which may have begun it anew: it need not speak again what comes before. Not
        /// before the texts of that are here: who is told drops them, and remembers their words.
        private func tellPlace(of turn: TurnID, _ isReached: (HeardPoint) -> Bool) {
            let place = untold.withLock { untold -> HeardPoint? in
                guard let place = untold[turn], isReached(place) else { return nil }
                untold[turn] = nil
                return place
            }
            guard let place else { return }
            let progress = Progress(
                session: turn.session,
                turn: turn.turn,
                phrase: place.phrase,
                sample: place.sample,
                ahead: 0,
                // The phrase's own is not known before its sound. By the highest one no more counts as heard than was.
                rate: Audio.sampleRates.upperBound,
                position: place.position,
                spoken: place.spoken
            )
            texts.withLock { $0.drop(progress) }
            peers.send(.progress(progress), to: Self.isStage)
        }

        private static func isStage(_ role: String) -> Bool { role == "tts-workers" || role == "llm-streamer" }
    }
}
