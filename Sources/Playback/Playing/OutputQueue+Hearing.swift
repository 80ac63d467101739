import SpeechFrames

// What is told when it was heard.
extension OutputQueue {
    /// The next look that time alone brings about.
    struct Watch {
        /// When the last look was, in microseconds, and how far was heard then.
        let since: Int
        let heard: Int
        /// When the next one is, in microseconds; `nil` for not before something happens.
        let next: Int?
        /// Whether the sink takes its time.
        let isPaced: Bool
    }

    /// The shortest time between two looks that time alone brings about, in microseconds.
    private static let shortestLook = 10_000

    /// Tells what was heard, and skips what is late.
    ///
    /// - Parameters:
    ///   - heard: the sink's position.
    ///   - now: in microseconds.
    ///   - isPaced: whether the sink takes its time, so that instants can be reckoned back from positions.
    /// - Returns: when to look again, `nil` for not before something happens; and whether there is something new to write.
    mutating func observe(heard: Int, now: Int, isPaced: Bool) -> (next: Int?, canWrite: Bool) {
        guard flush == nil else { return (nil, false) }
        var canWrite = false
        for track in [\Mixer.main, \.guest] {
            tellHeard(track, heard: heard, now: now, isPaced: isPaced)
            canWrite = finish(track, heard: heard) || canWrite
        }
        canWrite = skipLate(now: now) || canWrite || (isPlacing && heard >= mixer.written)
        return (look(heard: heard, now: now, isPaced: isPaced), canWrite)
    }

    /// The sink on `output` has lost its device, or has it back. It is told with each turn that would be heard.
    mutating func sinkDid(_ event: SinkEvent, on output: OutputName, heard: Int) {
        switch event {
        case .moved: return
        case .lost(let reason):
            trouble = reason
            tell([.sinkLost(output, reason: reason)])
        case .recovered:
            trouble = nil
            tell([.sinkRecovered(output)])
        }
        for track in mixer.sounding {
            guard let own = mixer[keyPath: track]?.own(heard: heard) else { continue }
            mixer[keyPath: track]?.turn.trouble = trouble
            let event = mixer[keyPath: track]?.turn.tellTrouble(heard: own)
            tell(event.map { [$0] } ?? [])
        }
    }

    /// The sink is silent after a flush; it had been heard up to `heard`.
    mutating func settle(heard: Int, now: Int) {
        guard let flush else { return }
        self.flush = nil
        let tracks = [\Mixer.main, \.guest]
        let end = mixer.written
        for track in tracks {
            tellMarks(track, heard: heard, now: now, isPaced: false)
            if let at = mixer[keyPath: track].flatMap({ flush.stopped[$0.turn.id] }) {
                stop(track, heard: heard, silence: now - at)
            } else {
                // Whoever keeps the turn must know the place: it may be long until the next sample.
                tellProgress(track, heard: heard, now: now)
                mixer[keyPath: track]?.rewind(heard: heard, end: end)
                mixer[keyPath: track]?.isPlaced = false
            }
        }
        // What was dropped is not in the file.
        origin = origin.map { $0 - (end - heard) }
        for track in tracks where mixer[keyPath: track]?.turn.end != nil { tellPlace(track) }
        guard let index = waiting.firstIndex(where: { $0.turn.id == flush.guest }) else { return }
        mixer.begin(waiting.remove(at: index))
    }

    /// A turn of which nothing can be heard is over: what was skipped is told.
    mutating func finish(_ track: Track) {
        var track = track
        tell(track.turn.tell(heard: .max, now: 0, isPaced: false) { _ in nil })
        tell([.finished(track.turn.finished)])
    }

    /// Whether what was written since the last look brings something to be told before the next one.
    var isLookEarly: Bool {
        guard let watch, watch.isPaced, let next = watch.next else { return true }
        return mixer.sounding.contains { track in
            mixer[keyPath: track].map { (instant(of: $0, watch) ?? .max) < next } ?? false
        }
    }

    private mutating func tellHeard(_ track: TrackPath, heard: Int, now: Int, isPaced: Bool) {
        let hadMarks = tellMarks(track, heard: heard, now: now, isPaced: isPaced)
        let hadProgress = tellProgress(track, heard: heard, now: now, interval: progressInterval)
        // A file that two turns are mixed in is cut for both at once: so both are told of at the same place.
        if origin != nil, mixer.isMixing, hadMarks || hadProgress {
            for both in mixer.sounding { tellProgress(both, heard: heard, now: now) }
        }
        mixer[keyPath: track]?.forget(heard: heard)
    }

    @discardableResult
    private mutating func tellMarks(_ track: TrackPath, heard: Int, now: Int, isPaced: Bool) -> Bool {
        guard let placement = mixer[keyPath: track]?.placement else { return false }
        let origin = origin
        let own = placement.own(heard: heard)
        let events = mixer[keyPath: track]?.turn.tell(heard: own, now: now, isPaced: isPaced) { position in
            // Where it goes on may be written already, behind what another turn said alone.
            origin.map { $0 + min(heard, placement.sink(of: position)) }
        }
        tell(events ?? [])
        return events?.isEmpty == false
    }

    /// Tells how far the turn was heard; with an `interval` only once that has passed since it was told last.
    @discardableResult
    private mutating func tellProgress(_ track: TrackPath, heard: Int, now: Int, interval: Int? = nil) -> Bool {
        guard let placement = mixer[keyPath: track]?.placement else { return false }
        let origin = origin
        let own = placement.own(heard: heard)
        let event = mixer[keyPath: track]?.turn.tellProgress(heard: own, now: now, interval: interval) { position in
            origin.map { $0 + min(heard, placement.sink(of: position)) }
        }
        tell(event.map { [$0] } ?? [])
        return event != nil
    }

    /// Ends a turn that was heard to its end.
    private mutating func finish(_ track: TrackPath, heard: Int) -> Bool {
        guard let over = mixer[keyPath: track], over.isOver(heard: heard) else { return false }
        mixer[keyPath: track] = nil
        tellRest(heard: heard)
        tell([.finished(over.turn.finished)])
        return true
    }

    /// Stops a turn, of which `heard` was heard.
    private mutating func stop(_ track: TrackPath, heard: Int, silence: Int) {
        guard var stopped = mixer[keyPath: track] else { return }
        mixer[keyPath: track] = nil
        let (words, phrase, sample) = stopped.turn.account(heard: stopped.own(heard: heard))
        var interrupted = Interrupted(stopped.turn.id, heard: words, silence: silence)
        interrupted.phrase = phrase
        interrupted.sample = sample
        interrupted.sound = stopped.turn.measures
        tell([.interrupted(interrupted)])
    }

    /// Has it told that turns which have a place in the file go on behind what was heard, with the end of another one: else the
    /// file would be cut off at an earlier place, and the other one's end with it, should this process not come to say more.
    private mutating func tellRest(heard: Int) {
        guard let position = origin.map({ $0 + heard }) else { return }
        for track in [\Mixer.main, \.guest] where mixer[keyPath: track]?.hasPlace == true {
            guard let event = mixer[keyPath: track]?.placed(at: position, heard: heard) else { continue }
            tell([event])
        }
        for index in waiting.indices where waiting[index].hasPlace {
            tell([waiting[index].placed(at: position, heard: heard)])
        }
    }

    private mutating func skipLate(now: Int) -> Bool {
        var isLate = false
        for track in mixer.sounding {
            isLate = mixer[keyPath: track]?.turn.skipLate(now: now, deadline: phraseDeadline) ?? false || isLate
        }
        guard mixer.guest == nil else { return isLate }
        for index in waiting.indices where waiting[index].isAnnouncement {
            isLate = waiting[index].turn.skipLate(now: now, deadline: phraseDeadline) || isLate
        }
        return isLate
    }

    private mutating func look(heard: Int, now: Int, isPaced: Bool) -> Int? {
        var due: [Int] = []
        for track in mixer.sounding {
            if let end = mixer[keyPath: track]?.turn.stallEnd(now: now, deadline: phraseDeadline) { due.append(end) }
        }
        if mixer.guest == nil {
            for index in waiting.indices where waiting[index].isAnnouncement {
                if let end = waiting[index].turn.stallEnd(now: now, deadline: phraseDeadline) { due.append(end) }
            }
        }
        // A sink that does not move has lost its device: then there is no need to look often.
        let soonest = now + (watch?.heard == heard ? Self.shortestLook : 0)
        let new = Watch(since: now, heard: heard, next: nil, isPaced: isPaced)
        for case let track? in mixer.sounding.map({ mixer[keyPath: $0] }) {
            let moves = isPaced && !track.isQuiet(heard: heard)
            if moves, let instant = instant(of: track, new) { due.append(max(soonest, instant)) }
            // What was heard last is told, too, where nothing more is here: who sends may wait for it to send more.
            guard moves || track.own(heard: heard) > track.turn.toldHeard else { continue }
            let progress = TurnPlayback.progressDue(after: track.turn.toldAt ?? now, progressInterval)
            due.append(max(progress, now + Self.shortestLook))
        }
        watch = Watch(since: now, heard: heard, next: due.min(), isPaced: isPaced)
        return due.min()
    }

    /// The instants of looks at what is told some time after it was heard, in microseconds: shared by all outputs, and
    /// with what fills up sinks of the usual latency.
    private static let lookGrid = 60_000

    /// When something will have been heard that is to be told, as far as it was written; in microseconds.
    ///
    /// A word is told when it is heard, and so is a turn's end, which whoever listens waits for. Where words are not told,
    /// a phrase's end may come a little late: it does not say when it is told, but when it was heard.
    private func instant(of track: Track, _ watch: Watch) -> Int? {
        let turn = track.turn
        guard let own = turn.timeline.nextMark ?? (track.isWritten ? turn.end : nil), own <= track.next else {
            return nil
        }
        let rate = turn.timeline.sinkRate
        let left = track.placement.sink(of: own) - watch.heard
        let instant = watch.since + (left * 1_000_000 + rate - 1) / rate + 1
        let canWait = !tellsWords && origin == nil && own != turn.end
        return canWait ? (instant + Self.lookGrid - 1) / Self.lookGrid * Self.lookGrid : instant
    }
}
