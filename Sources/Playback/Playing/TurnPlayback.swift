import FrameTransport
import SpeechFrames

/// One turn on its way through one sink: order, resampling, and where its phrases lie among the sink's samples.
struct TurnPlayback {
    let id: TurnID
    /// Where it starts to be played here.
    let start: HeardPoint
    var order: PhraseOrder
    var text = HeardText()
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
    /// Whether it was told where in the file the turn starts.
    var isPlaced = false
    /// The sink's count of underruns when the turn's last sample was written.
    var underruns: Int?

    private var converter: RateConverter?
    private var isBetweenPhrases = true
    private var stall: (since: Int, phrase: Int, received: Int)?

    /// The most samples that are taken at a time: bounds how long a lock is held.
    private static let largestStep = 8_192

    /// A turn that is new, or goes on at `start`.
    init(_ id: TurnID, at start: HeardPoint? = nil) {
        self.id = id
        self.start = start ?? HeardPoint(phrase: 0, sample: 0)
        heardPhrases = self.start.phrase
        order = PhraseOrder(turn: id, phrase: self.start.phrase, sample: self.start.sample)
    }

    /// Everything was given to the sink.
    var isTaken: Bool { order.isFinished }

    /// The sink's position after the turn's last sample, so far; `nil` before the first.
    var end: Int? { converter?.end }

    /// The samples to be written next, about `room` of them: a filter's tail may come on top.
    ///
    /// - Parameters:
    ///   - room: in samples of the sink's rate.
    ///   - position: where the sink stands; matters for the turn's first samples only.
    ///   - accept: tells the sink the rate of what comes and returns the sink's.
    /// - Returns: `nil` when a frame must come first.
    /// - Throws: ``OutputError`` when there is no resampler to be had.
    mutating func next(room: Int, at position: Int, accept: (Int) -> Int) throws(OutputError) -> ArraySlice<Int16>? {
        while true {
            let limit = min(Self.largestStep, inputLimit(for: room, at: position, accept: accept))
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
                close(phrase, words, .ended(phrase: phrase, samples: samples), at: position)
            case .failed(let phrase, let samples, let failed):
                close(phrase, [], .failed(phrase: phrase, samples: samples, failed), at: position)
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

    /// Samples of the turn at `rate` that are here and not heard yet.
    func ahead(heard: Int, rate: Int) -> Int {
        let given = max(0, (end ?? heard) - heard) * rate / timeline.sinkRate
        guard let held = order.rateOfCurrent, held != rate else { return given + order.held }
        return given + order.held * rate / held
    }

    private mutating func inputLimit(for room: Int, at position: Int, accept: (Int) -> Int) -> Int {
        guard let rate = order.rateOfCurrent else { return room }
        let converter = self.converter ?? RateConverter(sinkRate: accept(rate), start: position)
        self.converter = converter
        timeline.sinkRate = converter.sinkRate
        return max(1, room * rate / converter.sinkRate)
    }

    private mutating func close(_ phrase: Int, _ words: [SpokenWord], _ mark: Timeline.Mark, at position: Int) {
        isBetweenPhrases = true
        if case .ended(_, let samples) = mark { text.measure(phrase, length: samples) }
        let position = converter?.position ?? position
        for word in words { timeline.append(.word(phrase: phrase, word), at: position) }
        timeline.append(mark, at: position)
    }

    /// What the filter holds back, once no phrase is cut by fetching it.
    private mutating func tail() -> ArraySlice<Int16>? {
        guard isBetweenPhrases, let tail = converter?.finish(), !tail.isEmpty else { return nil }
        return tail[...]
    }
}
