import FrameTransport
import SpeechFrames

/// The turns of one output, in the order in which they began; the first is the one that is played.
///
/// Pure: what is to be done at a sink comes in and goes out as values, what is to be told collects in ``events``.
struct OutputQueue {
    /// How a turn that was stopped is told of once the sink is silent.
    private struct Cut {
        var turn: TurnPlayback
        let at: Int
    }

    /// In microseconds.
    let phraseDeadline: Int

    /// How often `progress` is told, in microseconds.
    let progressInterval: Int

    /// Where the sink's first sample is in its file, in samples; `nil` where positions in it are not told.
    var origin: Int?

    /// What is to be told, in order. Whoever tells it empties it.
    private(set) var events: [PlaybackEvent] = []

    /// Whether the output takes no more turns.
    private(set) var isClosed = false

    private var turns: [TurnPlayback] = []
    private var cut: Cut?
    /// The sink's position after all that was written.
    private var written = 0
    /// Whether a write waits until it was told where it goes.
    private var isWriteHeld = false

    /// The shortest time between two looks that time alone brings about, in microseconds.
    private static let shortestLook = 10_000
    /// How far was heard when it was looked last.
    private var lastLook = -1
    /// Whether the next look comes while what was written then is still playing: nothing that is written after it can be
    /// heard before, so writing need not bring about another.
    private(set) var isLookDue = false

    init(phraseDeadline: Int, progressInterval: Int = 150_000) {
        self.phraseDeadline = phraseDeadline
        self.progressInterval = progressInterval
    }

    /// Samples held for all turns.
    var held: Int { turns.reduce(0) { $0 + $1.order.held } }

    /// Whether the turn that is played waits for frames.
    var isStarving: Bool {
        guard cut == nil, let turn = turns.first else { return false }
        return !turn.order.isFinished && !turn.order.hasNext
    }

    /// Whether nothing is played, waits or is being stopped.
    var isEmpty: Bool { turns.isEmpty && cut == nil }

    /// Whether the sink is being flushed, and how far it was heard must be told to ``settle(heard:now:)``.
    var isCutting: Bool { cut != nil }

    /// How far each turn is held.
    var holding: [HeldTurn] {
        turns.map { turn in
            let (phrase, sample) = turn.order.holding
            return HeldTurn(
                session: turn.id.session,
                turn: turn.id.turn,
                phrase: phrase,
                sample: sample,
                phrases: turn.order.phrases
            )
        }
    }

    /// Takes a turn, to be played after those that are here, from `start` on. False: the output is closed.
    mutating func begin(_ id: TurnID, at start: HeardPoint? = nil) -> Bool {
        if isClosed { return false }
        turns.append(TurnPlayback(id, at: start))
        return true
    }

    /// Takes no more turns if none is here.
    mutating func closeIfEmpty() -> Bool {
        if isEmpty { isClosed = true }
        return isClosed
    }

    /// Takes a frame about a turn that is here; others are dropped.
    mutating func receive(_ frame: Frame) {
        guard let id = frame.turnID, let index = turns.firstIndex(where: { $0.id == id }) else { return }
        switch frame {
        case .phrase(let phrase):
            turns[index].order.announce(phrase.phrase)
            turns[index].text.announce(phrase)
        case .audio(let audio):
            insert(audio, into: index)
        case .synthesized(let synthesized):
            turns[index].order.complete(synthesized)
        case .failed(let failed):
            if let phrase = failed.phrase { turns[index].order.fail(phrase: phrase, failed) }
        case .end(let end):
            turns[index].order.end(phrases: end.phrases)
        default:
            break
        }
    }

    /// Nothing comes any more: turns are over after what is here.
    mutating func endInput() {
        for index in turns.indices { turns[index].order.endInput() }
    }

    /// The samples to be written next, about `room` of them. Follow it with ``wrote(_:underruns:now:)``.
    ///
    /// - Throws: ``OutputError`` when there is no resampler to be had.
    mutating func next(room: Int, accept: (Int) -> Int) throws(OutputError) -> ArraySlice<Int16>? {
        guard cut == nil, !turns.isEmpty else { return nil }
        if let origin, !turns[0].isPlaced {
            // Told first, and written after that.
            if turns[0].order.hasNext {
                events.append(turns[0].placed(at: origin + written))
                isWriteHeld = true
            }
            return nil
        }
        return try turns[0].next(room: room, at: written, accept: accept)
    }

    /// `count` samples were written; the sink has run dry `underruns` times since it was opened.
    mutating func wrote(_ count: Int, underruns: Int, now: Int) {
        written += count
        guard !turns.isEmpty else { return }
        if let before = turns[0].underruns, underruns > before {
            events.append(.underrun(turns[0].id, at: now))
            if let stretch = turns[0].timeline.lastStretch, stretch.offset == 0 {
                turns[0].latePhrases.insert(stretch.phrase)
            }
        }
        turns[0].underruns = underruns
    }

    /// Tells what was heard, and skips what is late.
    ///
    /// - Parameters:
    ///   - heard: the sink's position.
    ///   - now: in microseconds.
    ///   - isPaced: whether the sink takes its time, so that instants can be reckoned back from positions.
    /// - Returns: when to look again, `nil` for not before something happens; and whether there is something new to write.
    mutating func observe(heard: Int, now: Int, isPaced: Bool) -> (next: Int?, canWrite: Bool) {
        var canWrite = isWriteHeld
        isWriteHeld = false
        while cut == nil, !turns.isEmpty {
            events += turns[0].tell(heard: heard, now: now, isPaced: isPaced, origin: origin)
            if turns[0].isTaken, heard >= turns[0].end ?? 0, turns[0].timeline.nextMark == nil {
                finish()
                canWrite = true
                continue
            }
            let progress = turns[0].tellProgress(heard: heard, now: now, interval: progressInterval, origin: origin)
            if let progress { events.append(progress) }
            if let end = turns[0].stallEnd(now: now, deadline: phraseDeadline), end <= now {
                skip()
                canWrite = true
            }
            break
        }
        return (nextLook(heard: heard, now: now, isPaced: isPaced), canWrite)
    }

    /// Stops the session's turns up to `turn`. True: the sink must be flushed now, and ``settle(heard:now:)`` must follow.
    mutating func interrupt(session: String, through turn: Int, now: Int) -> Bool {
        let isStopped = { (id: TurnID) in id.session == session && id.turn <= turn }
        var mustFlush = false
        if cut == nil, let first = turns.first, isStopped(first.id) {
            cut = Cut(turn: first, at: now)
            turns.removeFirst()
            mustFlush = true
        }
        for waiting in turns where isStopped(waiting.id) {
            events.append(.interrupted(Interrupted(waiting.id, heard: "", silence: 0)))
        }
        turns.removeAll { isStopped($0.id) }
        return mustFlush
    }

    /// The sink is silent after a flush; it had been heard up to `heard`.
    mutating func settle(heard: Int, now: Int) {
        guard var cut else { return }
        self.cut = nil
        events += cut.turn.tell(heard: heard, now: now, isPaced: false)
        let (words, phrase, sample) = cut.turn.account(heard: heard)
        var interrupted = Interrupted(cut.turn.id, heard: words, silence: now - cut.at)
        interrupted.phrase = phrase
        interrupted.sample = sample
        events.append(.interrupted(interrupted))
    }

    /// The output is lost for good: no turn of it can be played.
    mutating func fail(_ error: OutputError) {
        isClosed = true
        for turn in (cut.map { [$0.turn] } ?? []) + turns {
            events.append(.failed(Failed(turn.id, code: error.code.rawValue, message: error.message)))
        }
        turns = []
        cut = nil
    }

    /// What is to be told, once.
    mutating func takeEvents() -> [PlaybackEvent] {
        defer { events = [] }
        return events
    }

    private mutating func insert(_ audio: Audio, into index: Int) {
        do throws(PhraseError) {
            try turns[index].order.insert(audio)
            turns[index].text.place(audio.words, in: audio.phrase)
        } catch {
            let message = "a piece of \(audio.phraseID) was dropped: \(error.message)"
            events.append(
                .refused(Failed(turns[index].id, phrase: audio.phrase, code: "audio_refused", message: message))
            )
        }
    }

    private mutating func skip() {
        let phrase = turns[0].order.current
        let limit = Duration.microseconds(phraseDeadline)
        let message = "phrase \(phrase) was skipped: its sound did not come within \(limit)"
        turns[0].order.fail(
            phrase: phrase,
            Failed(turns[0].id, phrase: phrase, code: "deadline", message: message)
        )
    }

    private mutating func finish() {
        let turn = turns.removeFirst()
        events.append(.finished(Finished(session: turn.id.session, turn: turn.id.turn, heard: turn.heardPhrases)))
    }

    private mutating func nextLook(heard: Int, now: Int, isPaced: Bool) -> Int? {
        isLookDue = false
        guard cut == nil, !turns.isEmpty else { return nil }
        let stall = turns[0].stallEnd(now: now, deadline: phraseDeadline)
        defer { lastLook = heard }
        guard isPaced, let end = turns[0].end, heard < end else { return stall }
        isLookDue = true
        let rate = turns[0].timeline.sinkRate
        let left = (turns[0].timeline.nextMark ?? end) - heard
        // A sink that does not move has lost its device: then there is no need to look often.
        let mark = now + max(heard == lastLook ? Self.shortestLook : 0, (left * 1_000_000 + rate - 1) / rate + 1)
        let progress = (turns[0].toldAt ?? now) + progressInterval
        return min(mark, max(progress, now + Self.shortestLook), stall ?? .max)
    }
}

extension Failed {
    /// A failure that the sequencer itself states.
    init(_ turn: TurnID, phrase: Int? = nil, code: String, message: String) {
        self.init(
            session: turn.session,
            turn: turn.turn,
            phrase: phrase,
            stage: "audio-sequencer",
            code: code,
            message: message
        )
    }
}

extension Interrupted {
    /// The sequencer has stopped a turn; `silence` is in microseconds.
    init(_ turn: TurnID, heard: String?, silence: Int) {
        self.init(
            session: turn.session,
            turn: turn.turn,
            stage: "audio-sequencer",
            heard: heard,
            silenceMilliseconds: Double(silence) / 1_000
        )
    }
}
