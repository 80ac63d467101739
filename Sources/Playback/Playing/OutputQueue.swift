import FrameTransport
import SpeechFrames

/// The turns of one output: one that is played, an announcement beside it perhaps, and those that wait in the order in which
/// they began.
///
/// Pure: what is to be done at a sink comes in and goes out as values, what is to be told collects in ``events``.
/// What the sink is given is decided in `OutputQueue+Writing.swift`, what was heard of it in `OutputQueue+Hearing.swift`.
struct OutputQueue {
    /// What is to be done at the sink.
    enum Move: Equatable {
        /// These samples are to be written. ``OutputQueue/wrote(underruns:now:)`` must follow.
        case write(ArraySlice<Int16>)
        /// What was not heard is to be dropped. ``OutputQueue/settle(heard:now:)`` must follow.
        case flush
    }

    /// Why the sink is being flushed.
    struct Flush {
        /// Turns that are stopped, and when that was wanted, in microseconds.
        var stopped: [TurnID: Int] = [:]
        /// The announcement that takes the place of the turn; `nil` where it waits for a phrase's end.
        var guest: TurnID?
    }

    /// In microseconds.
    let phraseDeadline: Int

    /// How often `progress` is told, in microseconds.
    let progressInterval: Int

    /// Whether anybody is told of each word that is heard.
    let tellsWords: Bool

    /// Why the sink plays nothing; `nil` while it does.
    var trouble: String?

    /// Where the sink's position 0 is in its file, in samples; `nil` where positions in it are not told. A flush moves it, for
    /// what was dropped is not in the file.
    var origin: Int?

    /// What is to be told, in order.
    private(set) var events: [PlaybackEvent] = []

    /// Whether the output takes no more turns.
    private(set) var isClosed = false

    /// What the sink is given.
    var mixer = Mixer()
    var waiting: [Track] = []
    var flush: Flush?

    /// The next look that time brings about, and what it was reckoned from; `nil` before the first, and where time brings none.
    var watch: Watch?

    /// Whether writing waits until all that was written is in the file, where places are to be told.
    var isPlacing = false

    /// How many events were taken, and how many of them are known to have been told.
    private var taken = 0
    private var told = 0
    /// Nothing is written before so many events were told.
    private var toldBeforeWriting = 0

    init(phraseDeadline: Int, progressInterval: Int = 150_000, tellsWords: Bool = true) {
        self.phraseDeadline = phraseDeadline
        self.progressInterval = progressInterval
        self.tellsWords = tellsWords
    }

    /// Samples held for all turns.
    var held: Int { waiting.reduce(mixer.held) { $0 + $1.held } }

    /// Whether there is nothing to write because the turns that are next wait for frames.
    var isStarving: Bool {
        guard flush == nil else { return false }
        return mixer.isEmpty ? waiting.first?.isStarving ?? false : mixer.isStarving
    }

    /// Whether nothing is played, waits or is being stopped.
    var isEmpty: Bool { mixer.isEmpty && waiting.isEmpty && flush == nil }

    /// Whether the sink is being flushed, and how far it was heard must be told to ``settle(heard:now:)``.
    var isFlushing: Bool { flush != nil }

    /// How far each turn is held.
    var holding: [HeldTurn] {
        tracks.map { track in
            let (phrase, sample) = track.turn.order.holding
            return HeldTurn(
                session: track.turn.id.session,
                turn: track.turn.id.turn,
                phrase: phrase,
                sample: sample,
                phrases: track.turn.order.phrases
            )
        }
    }

    /// Where in its file the output goes on when all turns that are here were begun before: the furthest place that was
    /// told of any of them. `nil` where none was.
    var resumption: Int? { tracks.compactMap(\.turn.start.position).max() }

    /// Whether ``resumption`` can be relied on: whoever sends turns again begins all of them before the first sound.
    var knowsResumption: Bool { resumption == nil || isEmpty || tracks.contains(where: \.turn.order.hasNext) }

    /// Whether a turn is here that was heard in an earlier process.
    var wasHeardBefore: Bool { tracks.contains(where: \.turn.wasHeardBefore) }

    /// Takes a turn, to be played in its manner. False: the output is closed.
    mutating func begin(_ begin: Begin) -> Bool {
        if isClosed { return false }
        var track = Track(begin)
        track.turn.timeline.tellsWords = tellsWords
        waiting.append(track)
        return true
    }

    /// Takes no more turns if none is here.
    mutating func closeIfEmpty() -> Bool {
        if isEmpty { isClosed = true }
        return isClosed
    }

    /// Takes a frame about a turn that is here, which has come `now`, in microseconds; others are dropped.
    mutating func receive(_ frame: Frame, now: Int) {
        guard let id = frame.turnID else { return }
        if let index = waiting.firstIndex(where: { $0.turn.id == id }) {
            events += waiting[index].turn.receive(frame, now: now).map { [$0] } ?? []
        } else if mixer.main?.turn.id == id {
            events += mixer.main?.turn.receive(frame, now: now).map { [$0] } ?? []
        } else if mixer.guest?.turn.id == id {
            events += mixer.guest?.turn.receive(frame, now: now).map { [$0] } ?? []
        }
    }

    /// Outputs are as loud as that from now on, in percent by the names that turns give them.
    mutating func take(levels: [String: Int]) {
        mixer.main?.take(levels: levels)
        mixer.guest?.take(levels: levels)
        for index in waiting.indices { waiting[index].take(levels: levels) }
    }

    /// Nothing comes any more: turns are over after what is here.
    mutating func endInput() {
        mixer.main?.turn.order.endInput()
        mixer.guest?.turn.order.endInput()
        for index in waiting.indices { waiting[index].turn.order.endInput() }
    }

    /// Stops the turns that the interrupt covers. True: the sink must be flushed now, and ``settle(heard:now:)`` must follow.
    mutating func interrupt(_ interrupt: Interrupt, now: Int) -> Bool {
        let isStopped = { (track: Track) in interrupt.covers(track.turn.id) }
        for var track in waiting where isStopped(track) {
            let (words, _, _) = track.turn.account(heard: 0)
            events.append(.interrupted(Interrupted(track.turn.id, heard: words, silence: 0)))
        }
        waiting.removeAll(where: isStopped)
        let stopped = [mixer.main, mixer.guest].compactMap { $0 }.filter(isStopped).map(\.turn.id)
        if stopped.isEmpty { return false }
        let mustFlush = flush == nil
        var flush = flush ?? Flush()
        flush.stopped.merge(stopped.map { ($0, now) }) { first, _ in first }
        self.flush = flush
        return mustFlush
    }

    /// The output is lost for good: no turn of it can be played.
    mutating func fail(_ error: OutputError) {
        isClosed = true
        events += tracks.map { .failed(Failed($0.turn.id, code: error.code.rawValue, message: error.message)) }
        waiting = []
        mixer = Mixer()
        flush = nil
    }

    /// Is to be told.
    mutating func tell(_ more: [PlaybackEvent]) { events += more }

    /// What is to be told, once. Follow it with ``didTell(_:)``.
    mutating func takeEvents() -> [PlaybackEvent] {
        defer { events = [] }
        taken += events.count
        return events
    }

    /// `count` more of the events that were taken were told.
    mutating func didTell(_ count: Int) { told += count }

    /// Nothing is written before everything that is to be told now was told.
    mutating func holdWriting() { toldBeforeWriting = taken + events.count }

    /// Whether something must be told before more is written.
    var isWritingHeld: Bool { told < toldBeforeWriting }

    private var tracks: [Track] { [mixer.main, mixer.guest].compactMap { $0 } + waiting }
}
