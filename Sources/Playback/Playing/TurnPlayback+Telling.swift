import SpeechFrames

extension TurnPlayback {
    /// What there is to tell when the sink has come to `heard`.
    ///
    /// - Parameters:
    ///   - heard: the sink's position.
    ///   - now: in microseconds.
    ///   - isPaced: whether instants can be reckoned back from positions.
    /// - Returns: in the order of their positions.
    mutating func tell(heard: Int, now: Int, isPaced: Bool) -> [PlaybackEvent] {
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
                text.close(phrase)
                quietSince = at
                toldHeard = heard
                events.append(.progress(progress(phrase: phrase, sample: samples, heard: heard)))
            case .failed(let phrase, let samples, let failed):
                text.cutOff(phrase, at: samples)
                quietSince = at
                events.append(.skipped(phraseID(phrase), failed))
                events.append(.progress(progress(phrase: phrase, sample: samples, heard: heard)))
            }
        }
        return events
    }

    /// `progress`, once it is due and there was any.
    mutating func tellProgress(heard: Int, now: Int, interval: Int) -> PlaybackEvent? {
        guard let toldAt, now - toldAt >= interval, heard > toldHeard else { return nil }
        guard let place = timeline.place(heard: heard) else { return nil }
        self.toldAt = now
        toldHeard = heard
        return .progress(progress(phrase: place.phrase, sample: place.offset, heard: heard))
    }

    /// The words that were heard, and where in the turn that was.
    mutating func account(heard: Int) -> (words: String, phrase: Int?, sample: Int?) {
        guard let place = timeline.place(heard: heard) else {
            return (text.heard(through: 0, sample: 0, length: nil), nil, nil)
        }
        let length = place.phrase == order.current ? order.lengthOfCurrent : nil
        let words = text.heard(through: place.phrase, sample: place.offset, length: length)
        return (words, place.phrase, place.offset)
    }

    private mutating func start(_ phrase: Int, at instant: Int) -> [PlaybackEvent] {
        let isFirst = toldAt == nil
        toldAt = toldAt ?? instant
        let quiet = latePhrases.remove(phrase) == nil ? nil : quietSince.map { max(0, instant - $0) }
        let started = PlaybackEvent.phraseStarted(phraseID(phrase), at: instant, gap: .microseconds(quiet ?? 0))
        return isFirst ? [.firstSound(id, at: instant), started] : [started]
    }

    private func progress(phrase: Int, sample: Int, heard: Int) -> Progress {
        let rate = timeline.lastStretch?.rate ?? timeline.sinkRate
        return Progress(
            session: id.session,
            turn: id.turn,
            phrase: phrase,
            sample: sample,
            ahead: ahead(heard: heard, rate: rate),
            rate: rate
        )
    }

    private func phraseID(_ phrase: Int) -> PhraseID { PhraseID(turn: id, phrase: phrase) }
}
