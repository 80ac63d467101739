internal import SpeechFrames

/// All that the hub decides on: the sessions, the interrupts, and who is connected.
struct HubState: Sendable {
    struct Peer: Sendable {
        let queue = OutboundQueue()
        var watchesSessions = false
        var watchesStatus = false
        /// Turns that it followed before this supervisor was started, and until when a stage may name them.
        var missed: [TurnID] = []
        var missedUntil: ContinuousClock.Instant?
    }

    /// How long after a peer's connection the stages may still name the turn that it follows.
    static let learningTime = Duration.seconds(3)

    var table: SessionTable
    var fanOut: InterruptFanOut
    var peers: [ClientID: Peer] = [:]
    var stages: [Stage: OutboundQueue] = [:]
    /// Stages to be restarted: decided here, done outside.
    private(set) var condemned: [Stage] = []
    private var nextClient = 1
    /// When the next ``tick(at:)`` is planned for.
    private var planned: ContinuousClock.Instant?
    /// Whether an interrupt, a peer or a watcher has made a deadline since the last look.
    private var hasNewDeadline = false

    init(table: SessionTable, fanOut: InterruptFanOut) {
        self.table = table
        self.fanOut = fanOut
    }

    var nextDeadline: ContinuousClock.Instant? {
        ([table.nextDeadline, fanOut.nextDeadline] + peers.values.map(\.missedUntil)).compactMap(\.self).min()
    }

    /// Notes that a tick comes at the next deadline, and tells when.
    mutating func planTick() -> ContinuousClock.Instant? {
        planned = nextDeadline
        return planned
    }

    /// Whether something has a deadline before the planned tick. Most frames change no deadline: then none is looked at.
    mutating func needsEarlierTick() -> Bool {
        let isNew = table.takeNewDeadline() || hasNewDeadline
        hasNewDeadline = false
        guard isNew, let next = nextDeadline else { return false }
        return planned.map { next < $0 } ?? true
    }

    mutating func join(following held: [HeldTurn], at now: ContinuousClock.Instant) -> (ClientID, OutboundQueue) {
        let client = ClientID(nextClient)
        nextClient += 1
        var peer = Peer()
        if !held.isEmpty {
            peer.missed = held.map { TurnID(session: $0.session, turn: $0.turn) }
            peer.missedUntil = now + Self.learningTime
            hasNewDeadline = true
        }
        peers[client] = peer
        matchMissed(at: now)
        return (client, peer.queue)
    }

    mutating func leave(_ client: ClientID) {
        peers[client] = nil
        table.forget(client)
    }

    mutating func takeCondemned() -> [Stage] {
        defer { condemned = [] }
        return condemned
    }

    /// Carries the table's wishes out. Queues take frames without waiting, so that this may be done under the lock, and
    /// frames leave in the order in which they were decided on.
    mutating func perform(_ actions: [SessionAction], at now: ContinuousClock.Instant) {
        for action in actions {
            switch action {
            case .tell(let client, let frame): peers[client]?.queue.send(frame)
            case .ask(let ask): stages[.llmStreamer]?.send(.ask(ask))
            case .interrupt(let interrupt):
                hasNewDeadline = true
                perform(fanOut.begin(interrupt, at: now), at: now)
            case .changed: tellWatchers(now)
            }
        }
    }

    mutating func perform(_ actions: [InterruptFanOut.Action], at now: ContinuousClock.Instant) {
        for action in actions {
            switch action {
            case .send(let interrupt, let stage): stages[stage]?.send(.interrupt(interrupt))
            case .stopped(let id, let heard, _): perform(table.stopped(id, heard: heard, at: now), at: now)
            case .restart(let stage, _): condemned.append(stage)
            }
        }
    }

    mutating func tick(at now: ContinuousClock.Instant) {
        perform(fanOut.tick(at: now), at: now)
        perform(table.tick(at: now), at: now)
        for (client, peer) in peers {
            guard let until = peer.missedUntil, until <= now else { continue }
            for turn in peer.missed { peer.queue.send(.failed(Self.lost(turn))) }
            peers[client]?.missed = []
            peers[client]?.missedUntil = nil
        }
    }

    /// Has peers follow the turns that they waited for and that are known now.
    mutating func matchMissed(at now: ContinuousClock.Instant) {
        for (client, peer) in peers where !peer.missed.isEmpty {
            for turn in peer.missed where table.knows(turn) { perform(table.follow(turn, from: client), at: now) }
            peers[client]?.missed.removeAll(where: table.knows)
            if peers[client]?.missed.isEmpty == true { peers[client]?.missedUntil = nil }
        }
    }

    func tellStatusWatchers(_ status: Status) {
        for peer in peers.values where peer.watchesStatus { peer.queue.send(.status(status)) }
    }

    private func tellWatchers(_ now: ContinuousClock.Instant) {
        let watchers = peers.values.filter(\.watchesSessions)
        guard !watchers.isEmpty else { return }
        let sessions = Frame.sessions(Sessions(sessions: table.statuses(at: now)))
        for watcher in watchers { watcher.queue.send(sessions) }
    }

    private static func lost(_ turn: TurnID) -> Failed {
        Failed(
            session: turn.session,
            turn: turn.turn,
            stage: "hub-supervisor",
            code: "turn_lost",
            message: "the hub was restarted, and no part of it holds turn \(turn) any more: it has ended"
        )
    }
}
