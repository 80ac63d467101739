import FrameTransport
import SpeechFrames

extension TurnPlayback {
    /// What there is to tell when `heard` of its samples were heard.
    ///
    /// - Parameters:
    ///   - heard: its own position.
    ///   - now: in microseconds.
    ///   - isPaced: whether instants can be reckoned back from positions.
    ///   - place: where a position of its own is in the file; `nil` where there is none.
    /// - Returns: in the order of their positions.
    mutating func tell(heard: Int, now: Int, isPaced: Bool, place: (Int) -> Int?) -> [PlaybackEvent] {
        var events: [PlaybackEvent] = []
        while let (position, mark) = timeline.pop(heard: heard) {
            let at = isPaced ? now - (heard - position) * 1_000_000 / timeline.sinkRate : now
            switch mark {
            case .started(let phrase):
                events += start(phrase, at: at)
            case .word(let phrase, let word):
                events.append(.word(phraseID(phrase), word, text: text.text(of: word, in: phrase), at: at))
            case .ended(let phrase, let samples):
                heardPhrases += 1
                toldHeard = heard
                var ended = progress(phrase, samples, heard: heard, position: place(position))
                ended.spoken = text.length(of: phrase)
                events.append(.progress(ended))
                quietSince = at
                text.close(phrase)
            case .failed(let phrase, let samples, let failed):
                events.append(.skipped(phraseID(phrase), failed))
                events.append(.progress(progress(phrase, samples, heard: heard, position: place(position))))
                quietSince = at
                text.cutOff(phrase, at: samples)
            }
        }
        return events
    }

    /// When `progress` is due that was told last at an instant, in microseconds: on a grid, half an interval later at least,
    /// so that all turns' fall together and one wake-up of everybody down the line serves them all.
    static func progressDue(after told: Int, _ interval: Int) -> Int {
        (told + interval * 3 / 2) / interval * interval
    }

    /// `progress`, where there was any sound; with an `interval`, in microseconds, only when it is due and more
    /// was heard.
    mutating func tellProgress(heard: Int, now: Int, interval: Int?, place: (Int) -> Int?) -> PlaybackEvent? {
        if let interval {
            guard let toldAt, now >= Self.progressDue(after: toldAt, interval), heard > toldHeard else { return nil }
        }
        guard let stretch = timeline.place(heard: heard) else { return nil }
        toldAt = now
        toldHeard = heard
        return .progress(progress(stretch.phrase, stretch.offset, heard: heard, position: place(stretch.position)))
    }

    /// What is told at the end.
    var finished: Finished {
        Finished(session: id.session, turn: id.turn, heard: heardPhrases, sound: measures)
    }

    /// The words that were heard, those before the turn came here too, and where in the turn that was.
    mutating func account(heard: Int) -> (words: String, phrase: Int?, sample: Int?) {
        guard let place = timeline.place(heard: heard) else {
            return (text.heard(through: start.phrase, sample: start.sample, length: nil), nil, nil)
        }
        let length = place.phrase == order.current ? order.lengthOfCurrent : nil
        let words = text.heard(through: place.phrase, sample: place.offset, length: length)
        return (words, place.phrase, place.offset)
    }

    private mutating func start(_ phrase: Int, at instant: Int) -> [PlaybackEvent] {
        let isFirst = toldAt == nil
        toldAt = toldAt ?? instant
        let quiet = latePhrases.remove(phrase) == nil ? nil : quietSince.map { max(0, instant - $0) }
        if let quiet, quiet > 0 { noteGap(quiet) }
        let started = PlaybackEvent.phraseStarted(phraseID(phrase), at: instant, gap: .microseconds(quiet ?? 0))
        return isFirst ? [.firstSound(id, at: instant), started] : [started]
    }

    /// Where in a file the turn goes on, before its next sample is written there: whoever keeps the turn can have the file
    /// cut there, should this process not come to say more.
    mutating func placed(at position: Int, heard: Int) -> PlaybackEvent {
        let (phrase, sample) = place(heard: heard)
        return .placed(progress(phrase, sample, heard: heard, position: position))
    }

    /// Whether something is wrong with the sink, at once.
    mutating func tellTrouble(heard: Int) -> PlaybackEvent {
        let (phrase, sample) = place(heard: heard)
        return .progress(progress(phrase, sample, heard: heard, position: nil))
    }

    private mutating func place(heard: Int) -> (phrase: Int, sample: Int) {
        timeline.place(heard: heard).map { ($0.phrase, $0.offset) } ?? (start.phrase, start.sample)
    }

    private func progress(_ phrase: Int, _ sample: Int, heard: Int, position: Int?) -> Progress {
        let rate = timeline.lastStretch?.rate ?? order.rateOfCurrent ?? Audio.sampleRates.lowerBound
        return Progress(
            session: id.session,
            turn: id.turn,
            phrase: phrase,
            sample: sample,
            ahead: ahead(heard: heard, rate: rate),
            rate: rate,
            position: position,
            spoken: text.spoken(
                of: phrase,
                sample: sample,
                length: phrase == order.current ? order.lengthOfCurrent : nil
            ),
            trouble: trouble
        )
    }

    private func phraseID(_ phrase: Int) -> PhraseID { PhraseID(turn: id, phrase: phrase) }
}
