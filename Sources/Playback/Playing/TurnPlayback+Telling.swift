import FrameTransport
import SpeechFrames

extension TurnPlayback {
    /// What there is to tell when the sink has come to `heard`.
    ///
    /// - Parameters:
    ///   - heard: the sink's position.
    ///   - now: in microseconds.
    ///   - isPaced: whether instants can be reckoned back from positions.
    ///   - origin: where the sink's first sample is in its file; `nil` where it is none.
    /// - Returns: in the order of their positions.
    mutating func tell(heard: Int, now: Int, isPaced: Bool, origin: Int? = nil) -> [PlaybackEvent] {
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
                let place = origin.map { $0 + position }
                events.append(.progress(progress(phrase: phrase, sample: samples, heard: heard, position: place)))
            case .failed(let phrase, let samples, let failed):
                text.cutOff(phrase, at: samples)
                quietSince = at
                events.append(.skipped(phraseID(phrase), failed))
                let place = origin.map { $0 + position }
                events.append(.progress(progress(phrase: phrase, sample: samples, heard: heard, position: place)))
            }
        }
        return events
    }

    /// `progress`, once it is due and there was any.
    mutating func tellProgress(heard: Int, now: Int, interval: Int, origin: Int? = nil) -> PlaybackEvent? {
        guard let toldAt, now - toldAt >= interval, heard > toldHeard else { return nil }
        guard let place = timeline.place(heard: heard) else { return nil }
        self.toldAt = now
        toldHeard = heard
        let position = origin.map { $0 + place.position }
        return .progress(progress(phrase: place.phrase, sample: place.offset, heard: heard, position: position))
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

    /// Where the turn starts in a file, before its first sample is written: whoever keeps the turn can have the file cut
    /// there, should this process not come to say more.
    mutating func placed(at position: Int) -> PlaybackEvent {
        isPlaced = true
        return .progress(progress(phrase: start.phrase, sample: start.sample, heard: 0, position: position))
    }

    private func progress(phrase: Int, sample: Int, heard: Int, position: Int?) -> Progress {
        let rate = timeline.lastStretch?.rate ?? order.rateOfCurrent ?? Audio.sampleRates.lowerBound
        return Progress(
            session: id.session,
            turn: id.turn,
            phrase: phrase,
            sample: sample,
            ahead: ahead(heard: heard, rate: rate),
            rate: rate,
            position: position
        )
    }

    private func phraseID(_ phrase: Int) -> PhraseID { PhraseID(turn: id, phrase: phrase) }
}
