internal import HubMetrics
internal import SpeechFrames

/// All that the hub decides on: the sessions, the interrupts, and who is connected.
struct HubState: Sendable {
    struct Peer: Sendable {
        let queue = OutboundQueue()
        var watchesStatus = false
        /// It has asked for the settings to be read again, and hears what the stages say of that.
        var awaitsReload = false
        /// Turns that it followed before this supervisor was started, and until when a stage may name them.
        var missed: [HeldTurn] = []
        var missedUntil: ContinuousClock.Instant?
    }

    /// How long after a peer's connection the stages may still name the turn that it follows.
    static let learningTime = Duration.seconds(3)
    /// How often who watches is told how the sessions are, at most: while something is heard, they change all the time.
    static let pictureInterval = Duration.milliseconds(100)
    /// How often who watches is told how the processes are, when nothing happens: they grow and age.
    static let statusInterval = Duration.seconds(1)

    /// How much text may be lost with this process, by the time in which it came: it is written down so often.
    static let textInterval = Duration.milliseconds(50)

    var table: SessionTable
    var admission: Admission
    var fanOut: InterruptFanOut
    var peers: [ClientID: Peer] = [:]
    /// Those of them that are told how the sessions are. By themselves, for they are asked about at each token.
    private var sessionWatchers: Set<ClientID> = []
    var stages: [Stage: OutboundQueue] = [:]
    /// How loud the outputs are, for a sequencer that is linked later.
    private var volume: Volume?
    /// Stages to be restarted: decided here, done outside.
    private(set) var condemned: [Stage] = []
    private var nextClient = 1
    /// When the next ``tick(at:)`` is planned for.
    private var planned: ContinuousClock.Instant?
    /// Whether an interrupt, a peer or a watcher has made a deadline since the last look.
    private var hasNewDeadline = false
    /// When the watchers of sessions were told last, and are to be told again.
    private var lastPicture: ContinuousClock.Instant?
    private var nextPicture: ContinuousClock.Instant?
    /// When the watchers of processes are to be told again.
    private var nextStatus: ContinuousClock.Instant?

    /// Whether a stage's process is there, linked or not.
    private let isThere: @Sendable (Stage) -> Bool
    /// Whether a sequencer that an earlier supervisor has left may be there, and was not met yet.
    private var expectsSequencer = false

    private let journal: HubJournal?
    private let archive: TalkArchive?
    private let events: EventLog?
    private let measures: HubMeasures
    private let traces: TurnTraces?
    /// What was last told of the processes.
    private var toldProcesses: ProcessesEvent?
    /// When the text that came is to be written down.
    private var nextText: ContinuousClock.Instant?

    init(
        table: SessionTable,
        fanOut: InterruptFanOut,
        journal: HubJournal? = nil,
        archive: TalkArchive? = nil,
        admission: Admission = Admission(),
        events: EventLog? = nil,
        measures: HubMeasures,
        traces: TurnTraces? = nil,
        isThere: @escaping @Sendable (Stage) -> Bool
    ) {
        self.table = table
        self.admission = admission
        self.fanOut = fanOut
        self.journal = journal
        self.archive = archive
        self.events = events
        self.measures = measures
        self.traces = traces
        self.isThere = isThere
    }

    var nextDeadline: ContinuousClock.Instant? {
        let own = [table.nextDeadline, fanOut.nextDeadline, nextPicture, nextStatus, nextText]
        return (own + peers.values.map(\.missedUntil)).compactMap(\.self).min()
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
            peer.missed = held
            peer.missedUntil = now + Self.learningTime
            hasNewDeadline = true
        }
        peers[client] = peer
        matchMissed(at: now)
        return (client, peer.queue)
    }

    mutating func leave(_ client: ClientID) {
        peers[client] = nil
        sessionWatchers.remove(client)
        table.forget(client)
    }

    /// The sequencer is to play as loud as that.
    mutating func take(_ volume: Volume) {
        self.volume = volume
        stages[.audioSequencer]?.send(.volume(volume))
    }

    /// A stage is linked: it is told what it cannot know.
    mutating func greet(_ stage: Stage, by queue: OutboundQueue) {
        stages[stage] = queue
        if stage == .audioSequencer { expectsSequencer = false }
        if stage == .audioSequencer, let volume { queue.send(.volume(volume)) }
    }

    /// A stage's process is gone.
    mutating func ended(_ stage: Stage, at now: ContinuousClock.Instant) {
        if stage == .audioSequencer { expectsSequencer = false }
        perform(fanOut.ended(stage), at: now)
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
            case .pass(let client, let frame): peers[client]?.queue.send(frame)
            case .ask(let ask): stages[.llmStreamer]?.send(.ask(ask))
            case .prepare(let prepare): stages[.llmStreamer]?.send(.prepare(prepare))
            case .forget(let forget):
                for stage in [Stage.llmStreamer, .ttsWorkers] { stages[stage]?.send(.forget(forget)) }
            case .interrupt(let interrupt):
                hasNewDeadline = true
                let awaitsEar = expectsSequencer || isThere(.audioSequencer)
                perform(fanOut.begin(interrupt, awaitsEar: awaitsEar, at: now), at: now)
            case .changed: planPicture(now)
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
        if let due = nextPicture, due <= now { tellWatchers(now) }
        for (client, peer) in peers {
            guard let until = peer.missedUntil, until <= now else { continue }
            for turn in peer.missed { peer.queue.send(.failed(Self.lost(turn.turnID))) }
            peers[client]?.missed = []
            peers[client]?.missedUntil = nil
        }
    }

    /// Has peers follow the turns that they waited for and that are known now.
    mutating func matchMissed(at now: ContinuousClock.Instant) {
        for (client, peer) in peers where !peer.missed.isEmpty {
            for turn in peer.missed where table.knows(turn.turnID) {
                perform(table.follow(turn.turnID, from: client, shown: turn.textEnd), at: now)
            }
            peers[client]?.missed.removeAll { table.knows($0.turnID) }
            if peers[client]?.missed.isEmpty == true { peers[client]?.missedUntil = nil }
        }
    }

    // MARK: - Journal

    /// Takes over what an earlier supervisor has left, and begins a journal of its own.
    mutating func recall(isAlive: Bool, at now: ContinuousClock.Instant) {
        expectsSequencer = isAlive
        guard let journal else { return }
        perform(table.restore(journal.recall(isAlive: isAlive), at: now), at: now)
        journal.begin(table.takeAll())
    }

    /// Has what has changed written down: for the next supervisor, and on the disk.
    mutating func writeDown(at now: ContinuousClock.Instant) {
        let talk = table.takeTalkChanges()
        if let archive, !talk.isEmpty { archive.note(talk) }
        if table.takeWiped(), let journal { journal.begin(table.takeAll()) }
        writeJournal(at: now)
    }

    /// Writes down what has changed: a turn's text not at once, for it comes in many pieces.
    private mutating func writeJournal(at now: ContinuousClock.Instant) {
        guard let journal, table.hasChanges || table.hasMoreText else { return }
        if !table.hasChanges {
            guard let due = nextText else {
                nextText = now + Self.textInterval
                hasNewDeadline = true
                return
            }
            guard due <= now else { return }
        }
        nextText = nil
        if journal.add(table.takeChanges()) { journal.begin(table.takeAll()) }
    }

    // MARK: - Watchers

    /// `client` wants to hear of changes, too.
    mutating func watch(_ subject: Query.Subject, _ client: ClientID, at now: ContinuousClock.Instant) {
        switch subject {
        case .sessions: sessionWatchers.insert(client)
        case .arms: break
        case .status:
            peers[client]?.watchesStatus = true
            planStatus(now)
        }
    }

    /// Whether those who watch the processes are to be told how they are.
    func isStatusDue(at now: ContinuousClock.Instant) -> Bool { nextStatus.map { $0 <= now } ?? false }

    /// Tells who watches the hub what has happened.
    mutating func tellEvents() { events?.note(table.takeEvents()) }

    /// Has the turns measured, and told as traces, that have ended.
    ///
    /// - Returns: those turns, for the log.
    mutating func tellReports(at now: ContinuousClock.Instant) -> [TurnReport] {
        guard table.hasReports else { return [] }
        var reports = table.takeReports(at: now, .now)
        if let traces {
            for index in reports.indices { reports[index].traceID = traces.tell(reports[index]) }
        }
        measures.note(reports, at: now)
        return reports
    }

    mutating func tellStatusWatchers(_ status: Status, at now: ContinuousClock.Instant) {
        if let events {
            let event = ProcessesEvent(processes: status.processes)
            if event.differs(from: toldProcesses) { events.note([event]) }
            toldProcesses = event
        }
        for peer in peers.values where peer.watchesStatus { peer.queue.send(.status(status), isPicture: true) }
        planStatus(now)
    }

    private mutating func planStatus(_ now: ContinuousClock.Instant) {
        nextStatus = peers.values.contains(where: \.watchesStatus) ? now + Self.statusInterval : nil
        hasNewDeadline = true
    }

    /// Tells those who watch the sessions, now or when it is time again.
    private mutating func planPicture(_ now: ContinuousClock.Instant) {
        guard nextPicture == nil, !sessionWatchers.isEmpty else { return }
        if let last = lastPicture, last.duration(to: now) < Self.pictureInterval {
            nextPicture = last + Self.pictureInterval
            hasNewDeadline = true
        } else {
            tellWatchers(now)
        }
    }

    private mutating func tellWatchers(_ now: ContinuousClock.Instant) {
        nextPicture = nil
        lastPicture = now
        guard !sessionWatchers.isEmpty else { return }
        let sessions = Frame.sessions(Sessions(sessions: table.statuses(at: now)))
        for watcher in sessionWatchers { peers[watcher]?.queue.send(sessions, isPicture: true) }
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
