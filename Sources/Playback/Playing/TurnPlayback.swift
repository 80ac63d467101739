import FrameTransport
import SpeechFrames

/// One turn on its way to a sink: order, resampling, and where its phrases lie among its samples of the sink's rate.
///
/// Its positions count those samples from its own first one. Where that is among the sink's, a ``Track`` knows.
struct TurnPlayback {
    let id: TurnID
    /// Where it starts to be played here.
    let start: HeardPoint
    /// Whether it was begun before, and forgotten by who played it.
    let wasHeardBefore: Bool
    var order: PhraseOrder
    var text: HeardText
    var timeline = Timeline()

    /// Phrases that were heard whole, those before ``start`` among them.
    var heardPhrases: Int
    /// When the last `progress` was told; `nil` before the first sound.
    var toldAt: Int?
    /// How far was heard then.
    var toldHeard = 0
    /// When the last phrase's end was heard.
    var quietSince: Int?
    /// Phrases that the sink had run dry before.
    var latePhrases: Set<Int> = []
    /// How its sound came and went.
    private(set) var measures = SoundMeasures()
    /// The sink's count of underruns when the turn's last sample was written.
    private var underruns: Int?
    /// When its question was taken up, in microseconds; `nil`: not known.
    private let asked: Int?

    /// Why nothing of it is heard just now.
    var trouble: String?

    private var converter: RateConverter?
    /// Whether what comes next is the start of a phrase.
    private(set) var isBetweenPhrases: Bool
    private var stall: (since: Int, phrase: Int, received: Int)?

    /// The most samples that are taken at a time: bounds how long a lock is held.
    private static let largestStep = 8_192

    /// A turn that is new, or goes on where it was heard.
    init(_ begin: Begin) {
        id = begin.turnID
        start = HeardPoint(begin) ?? HeardPoint(phrase: 0, sample: 0)
        heardPhrases = start.phrase
        asked = begin.asked
        order = PhraseOrder(turn: id, phrase: start.phrase, sample: start.sample)
        text = HeardText(begin)
        wasHeardBefore = begin.phrase != nil
        isBetweenPhrases = start.sample == 0
    }

    /// Everything was given to the sink.
    var isTaken: Bool { order.isFinished }

    /// The position after the last sample, so far; `nil` before the first.
    var end: Int? { converter?.end }

    /// Takes a frame about it, which has come `now`, in microseconds; what there is to tell of that.
    mutating func receive(_ frame: Frame, now: Int) -> PlaybackEvent? {
        switch frame {
        case .phrase(let phrase):
            order.announce(phrase.phrase)
            text.announce(phrase)
        case .audio(let audio):
            noteArrival(now)
            return insert(audio)
        case .synthesized(let synthesized):
            order.complete(synthesized)
        case .failed(let failed):
            if let phrase = failed.phrase { order.fail(phrase: phrase, failed) }
        case .end(let end):
            order.end(phrases: end.phrases)
        default:
            break
        }
        return nil
    }

    /// The samples that come next, about `room` of them: a filter's tail may come on top.
    ///
    /// - Parameters:
    ///   - room: in samples of the sink's rate.
    ///   - stops: whether to give nothing of the next phrase.
    ///   - accept: tells the sink the rate of what comes and returns the sink's.
    /// - Returns: `nil` when a frame must come first, or the phrase is over.
    /// - Throws: ``OutputError`` when there is no resampler to be had.
    mutating func next(
        room: Int,
        stops: Bool = false,
        accept: (Int) -> Int
    ) throws(OutputError) -> ArraySlice<Int16>? {
        while true {
            // A turn that was not begun is stopped nowhere, and what is left of one that has no more phrases is no sound.
            if stops, isBetweenPhrases, order.rateOfCurrent != nil { return tail() }
            let limit = min(Self.largestStep, inputLimit(for: room, accept: accept))
            guard let step = order.next(atMost: limit) else { return tail() }
            switch step {
            case .sound(let phrase, let offset, let rate, let samples, let words):
                isBetweenPhrases = false
                guard var converter else { return nil }
                var output = try converter.turn(to: rate)[...]
                timeline.append(
                    phrase: phrase,
                    offset: offset,
                    count: samples.count,
                    rate: rate,
                    at: converter.position,
                    words: words
                )
                output = output.isEmpty ? converter.convert(samples) : output + converter.convert(samples)
                self.converter = converter
                if !output.isEmpty { return output }
            case .ended(let phrase, let samples, let words):
                close(phrase, words, .ended(phrase: phrase, samples: samples))
            case .failed(let phrase, let samples, let failed):
                close(phrase, [], .failed(phrase: phrase, samples: samples, failed))
            case .finished:
                return tail()
            }
        }
    }

    /// When the phrase that everything waits for must go on, in microseconds; `nil` when nothing waits.
    mutating func stallEnd(now: Int, deadline: Int) -> Int? {
        guard order.isStalled else {
            stall = nil
            return nil
        }
        let received = order.receivedOfCurrent
        if let stall, stall.phrase == order.current, stall.received == received { return stall.since + deadline }
        stall = (now, order.current, received)
        return now + deadline
    }

    /// Its samples were written, and the sink has run dry `underruns` times since it was opened. Whether that was in the
    /// middle of this turn.
    mutating func wrote(underruns: Int) -> Bool {
        defer { self.underruns = underruns }
        guard let before = self.underruns, underruns > before else { return false }
        measures.underruns = (measures.underruns ?? 0) + underruns - before
        if let stretch = timeline.lastStretch, stretch.offset == 0 { latePhrases.insert(stretch.phrase) }
        return true
    }

    /// A phrase came late: it was silent for so many microseconds.
    mutating func noteGap(_ microseconds: Int) {
        measures.gapMilliseconds = max(measures.gapMilliseconds ?? 0, Double(microseconds) / 1_000)
    }

    /// Something else is heard first: no phrase is late meanwhile, and no silence is this turn's.
    mutating func hold() {
        stall = nil
        underruns = nil
        quietSince = nil
    }

    /// Skips the phrase that everything waits for, when its time is over. Both are in microseconds.
    mutating func skipLate(now: Int, deadline: Int) -> Bool {
        guard let end = stallEnd(now: now, deadline: deadline), end <= now else { return false }
        let phrase = order.current
        let limit = Duration.microseconds(deadline)
        let message = "phrase \(phrase) was skipped: its sound did not come within \(limit)"
        order.fail(phrase: phrase, Failed(id, phrase: phrase, code: "deadline", message: message))
        return true
    }

    /// Samples of the turn at `rate` that are here and not heard yet.
    func ahead(heard: Int, rate: Int) -> Int {
        let given = max(0, (end ?? heard) - heard) * rate / timeline.sinkRate
        guard let held = order.rateOfCurrent, held != rate else { return given + order.held }
        return given + order.held * rate / held
    }

    private mutating func noteArrival(_ now: Int) {
        measures.chunks += 1
        guard let asked, now >= asked else { return }
        let milliseconds = Double(now - asked) / 1_000
        measures.firstMilliseconds = measures.firstMilliseconds ?? milliseconds
        measures.lastMilliseconds = milliseconds
    }

    private mutating func insert(_ audio: Audio) -> PlaybackEvent? {
        do throws(PhraseError) {
            try order.insert(audio)
            text.place(audio.words, in: audio.phrase)
            return nil
        } catch {
            let message = "a piece of \(audio.phraseID) was dropped: \(error.message)"
            return .refused(Failed(id, phrase: audio.phrase, code: "audio_refused", message: message))
        }
    }

    private mutating func inputLimit(for room: Int, accept: (Int) -> Int) -> Int {
        guard let rate = order.rateOfCurrent else { return room }
        let converter = self.converter ?? RateConverter(sinkRate: accept(rate))
        self.converter = converter
        timeline.sinkRate = converter.sinkRate
        return max(1, room * rate / converter.sinkRate)
    }

    private mutating func close(_ phrase: Int, _ words: [SpokenWord], _ mark: Timeline.Mark) {
        isBetweenPhrases = true
        if case .ended(_, let samples) = mark { text.measure(phrase, length: samples) }
        let position = converter?.position ?? 0
        for word in words { timeline.append(.word(phrase: phrase, word), at: position) }
        timeline.append(mark, at: position)
    }

    /// What the filter holds back, once no phrase is cut by fetching it.
    private mutating func tail() -> ArraySlice<Int16>? {
        guard isBetweenPhrases, let tail = converter?.finish(), !tail.isEmpty else { return nil }
        return tail[...]
    }
}
