import SpeechFrames

/// What is kept of one turn: its frames in the order in which they came, without those that the ear is done with.
struct KeptTurn: Sendable {
    private struct Entry: Sendable {
        let frame: RawFrame
        /// The phrase that it is about; `nil` where it is about the turn.
        let phrase: Int?
        /// For sound, the samples of the phrase.
        let samples: Range<Int>?

        /// Whether all of it lies before a place: a phrase's text and its end do only with the phrase.
        func isBefore(_ place: HeardPoint) -> Bool {
            guard let phrase else { return false }
            if phrase != place.phrase { return phrase < place.phrase }
            return samples.map { !$0.isEmpty && $0.upperBound <= place.sample } ?? false
        }
    }

    private var begin: Begin
    private var entries: [Entry] = []
    /// The next entry for the present link.
    private var next = 0
    private var isBegun = false
    /// What the present link's peer has; everything before is not sent to it.
    private var needed = HeardPoint(phrase: 0, sample: 0)

    /// How far the turn was heard; `nil` before its first sample.
    private(set) var heard: HeardPoint?
    /// The phrase that comes next.
    private(set) var nextPhrase: Int
    /// Where the phrases before it end in the visible text.
    private(set) var textEnd: Int?
    /// How many phrases there are, once the end is known.
    private(set) var phrases: Int?
    /// How many phrases' texts are kept.
    private(set) var phraseCount = 0

    init(_ begin: Begin) {
        self.begin = begin
        heard = HeardPoint(begin)
        nextPhrase = begin.phrase ?? 0
    }

    /// How far the turn is here, for the one who sends it.
    var holding: HeldTurn {
        HeldTurn(
            session: begin.session,
            turn: begin.turn,
            phrase: nextPhrase,
            sample: 0,
            phrases: phrases,
            textEnd: textEnd
        )
    }

    /// Adds a phrase's text. False: it is here already, or was heard.
    mutating func add(_ phrase: Phrase, _ frame: RawFrame) -> Bool {
        guard phrase.phrase >= nextPhrase else { return false }
        nextPhrase = phrase.phrase + 1
        phraseCount += 1
        if let source = phrase.source, source.count == 2 { textEnd = source[0] + source[1] }
        entries.append(Entry(frame: frame, phrase: phrase.phrase, samples: nil))
        return true
    }

    /// Adds the turn's end. False: it is here already.
    mutating func add(_ end: End, _ frame: RawFrame) -> Bool {
        guard phrases == nil else { return false }
        phrases = end.phrases
        entries.append(Entry(frame: frame, phrase: nil, samples: nil))
        return true
    }

    /// Adds another frame, unless it was heard.
    mutating func add(_ frame: RawFrame, samples: Range<Int>?) {
        let entry = Entry(frame: frame, phrase: frame.phrase, samples: samples)
        if let heard, entry.isBefore(heard) { return }
        entries.append(entry)
    }

    /// Drops what was heard.
    mutating func drop(heard place: HeardPoint) {
        guard place.isAtLeast(heard) else { return }
        heard = place
        var kept: [Entry] = []
        var sent = 0
        for (index, entry) in entries.enumerated() {
            if entry.isBefore(place) {
                if entry.frame.type == .phrase { phraseCount -= 1 }
                continue
            }
            if index < next { sent += 1 }
            kept.append(entry)
        }
        entries = kept
        next = sent
    }

    /// Starts again for a new link, whose peer has everything before `held`; `nil`: it knows nothing of the turn.
    mutating func connect(_ held: HeldTurn?) {
        next = 0
        isBegun = false
        needed = HeardPoint(phrase: held?.phrase ?? 0, sample: held?.sample ?? 0)
    }

    /// The next frame for the link; `nil` when it has all.
    mutating func nextFrame() -> RawFrame? {
        if !isBegun {
            isBegun = true
            var begin = begin
            (begin.phrase, begin.sample, begin.position) = (heard?.phrase, heard?.sample, heard?.position)
            // A frame that came as one, with a few numbers more, can be encoded.
            if let frame = try? RawFrame(.begin(begin)) { return frame }
        }
        while next < entries.count {
            defer { next += 1 }
            if !entries[next].isBefore(needed) { return entries[next].frame }
        }
        return nil
    }
}
