import SpeechFrames

// What the sink is given, and when an announcement begins. It never does before its first sound is here: one that is late
// neither stops nor ducks anything.
extension OutputQueue {
    /// What comes next at the sink, which has come to `heard`: about `room` samples, at most.
    ///
    /// - Throws: ``OutputError`` when there is no resampler to be had.
    mutating func next(room: Int, heard: Int, accept: (Int) -> Int) throws(OutputError) -> Move? {
        guard flush == nil, !isWritingHeld else { return nil }
        // Not while an announcement is heard: it went over another turn, and this one would start quiet.
        if mixer.isEmpty, let first = waiting.firstIndex(where: { !$0.isAnnouncement }) {
            mixer.main = waiting.remove(at: first)
        }
        mixer.main?.goOn()
        if mixer.guest == nil, try beginAnnouncement(room, heard: heard, accept) { return .flush }
        try mixer.pull(room, accept: accept)
        if tellPlaces(heard: heard) { return nil }
        return mixer.next(room).map { .write($0) }
    }

    /// What ``next(room:accept:)`` gave was written; the sink has run dry `underruns` times since it was opened.
    ///
    /// - Returns: whether ``observe(heard:now:isPaced:)`` must come before it was to.
    mutating func wrote(underruns: Int, now: Int) -> Bool {
        tell(mixer.wrote(underruns: underruns).map { .underrun($0, at: now) })
        return isLookEarly
    }

    /// Whether an announcement that pauses the turn can be heard now: the sink, full as it may be, must be flushed, and
    /// ``settle(heard:now:)`` must follow.
    mutating func pauses() -> Bool {
        guard flush == nil, !isWritingHeld, mixer.guest == nil, mixer.main?.turn.end != nil,
            let first = waiting.first(where: { $0.isAnnouncement && $0.canBeHeard }), first.manner == .pause
        else { return false }
        flush = Flush(guest: first.turn.id)
        return true
    }

    /// Lets the first announcement that can be heard take its place, where it may. True: the sink must be flushed first.
    private mutating func beginAnnouncement(
        _ room: Int,
        heard: Int,
        _ accept: (Int) -> Int
    ) throws(OutputError) -> Bool {
        var index = 0
        while index < waiting.count {
            defer { index += 1 }
            guard waiting[index].isAnnouncement else { continue }
            try waiting[index].pull(room, accept: accept)
            if waiting[index].isWritten {
                // Nothing of it can be heard.
                finish(waiting.remove(at: index))
                index -= 1
                continue
            }
            guard waiting[index].canBeHeard else { continue }
            switch waiting[index].manner {
            case .pause where mixer.main?.turn.end != nil:
                flush = Flush(guest: waiting[index].turn.id)
                return true
            case .between:
                if mixer.main?.stopAtPhraseEnd(heard: heard) == .passed {
                    // It lies in what the sink holds, and the ear has not come to it.
                    flush = Flush()
                    return true
                }
                try mixer.main?.pull(room, accept: accept)
                guard mixer.main?.isBetweenPhrases ?? true else { return false }
                mixer.begin(waiting.remove(at: index))
            case .pause, .over, .after:
                mixer.begin(waiting.remove(at: index))
            }
            return false
        }
        return false
    }

    /// Has it told where in the file turns go on, if that was not told of one of them, before its next sample is written there.
    /// True: writing waits for that.
    ///
    /// A file is cut for all its turns at one place. So it is told of all of them, and only when all that was written is in the
    /// file: else those that sounded before would have to be heard again from where they were told of last.
    private mutating func tellPlaces(heard: Int) -> Bool {
        guard origin != nil else { return false }
        let isNew = mixer.sounding.contains { track in
            mixer[keyPath: track].map { $0.ready > 0 && !$0.isPlaced } ?? false
        }
        isPlacing = isNew && heard < mixer.written
        guard isNew, !isPlacing else { return isNew }
        for track in [\Mixer.main, \.guest] where mixer[keyPath: track]?.turn.end != nil { tellPlace(track) }
        return true
    }

    /// Has it told where in the file the turn goes on: at the end of what was written.
    mutating func tellPlace(_ track: TrackPath) {
        guard let origin, let next = mixer[keyPath: track]?.next else { return }
        let end = origin + mixer.written
        let event = mixer[keyPath: track]?.turn.placed(at: end, heard: next)
        mixer[keyPath: track]?.isPlaced = true
        tell(event.map { [$0] } ?? [])
        holdWriting()
    }
}
