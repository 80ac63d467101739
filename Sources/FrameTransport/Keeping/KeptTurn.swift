import SpeechFrames

/// What is kept of one turn: its texts in the order in which they came and its sound in that of speech, without what the ear is
/// done with.
struct KeptTurn: Sendable {
    private struct Entry: Sendable {
        let frame: RawFrame
        /// The phrase that it is about; `nil` where it is about the turn.
        let phrase: Int?
        /// For a phrase's text, where it ends in the visible text.
        var textEnd: Int?

        /// Whether the phrase lies before a place.
        func isBefore(_ place: HeardPoint) -> Bool { phrase.map { $0 < place.phrase } ?? false }
    }

    /// With the words that were heard, and where they end in the visible text.
    private var begin: Begin
    /// The phrases' texts, and what else is not about sound.
    private var entries: [Entry] = []
    private var sound = KeptSound()
    /// The next entry for the present link.
    private var next = 0
    private var isBegun = false
    /// What the present link's peer has; everything before is not sent to it.
    private var needed = HeardPoint(phrase: 0, sample: 0)
    /// Phrases that were skipped: their texts were not heard.
    private var skipped: Set<Int> = []

    /// Whether it came from down the line, where it had outlived this stage, and nobody up the line has claimed it yet.
    var isAdopted = false
    /// How far the turn was heard; `nil` before its first sample.
    private(set) var heard: HeardPoint?
    /// The phrase that comes next.
    private(set) var nextPhrase: Int
    /// Where the phrases before it end in the visible text.
    private(set) var textEnd: Int?
    /// The end, once it is known.
    private(set) var end: End?
    /// How many phrases' texts are kept.
    private(set) var phraseCount = 0

    /// The longest text that was heard of which is told, in UTF-8 bytes: a `begin` stays far below a frame's limit.
    private static let longestHeard = 1 << 18

    init(_ begin: Begin) {
        self.begin = begin
        heard = HeardPoint(begin)
        nextPhrase = begin.phrase ?? 0
        textEnd = begin.textEnd
    }

    /// How far the turn is here, for the one who sends it.
    var holding: HeldTurn {
        HeldTurn(
            session: begin.session,
            turn: begin.turn,
            phrase: nextPhrase,
            sample: 0,
            phrases: end?.phrases,
            textEnd: textEnd
        )
    }

    /// How much of its sound the present link's peer does not have.
    var unsentSound: Duration { sound.unsent }

    /// Whether the texts that are held elsewhere are here too, or were heard.
    func hasTexts(of held: HeldTurn) -> Bool {
        nextPhrase >= held.next ?? held.phrase && (end != nil || held.phrases == nil)
    }

    /// Adds a phrase's text. False: it is here already, was heard, or comes after the end.
    mutating func add(_ phrase: Phrase, _ frame: RawFrame) -> Bool {
        guard phrase.phrase >= nextPhrase, end == nil else { return false }
        nextPhrase = phrase.phrase + 1
        phraseCount += 1
        if let source = phrase.source, source.count == 2 { textEnd = source[0] + source[1] }
        entries.append(Entry(frame: frame, phrase: phrase.phrase, textEnd: textEnd))
        return true
    }

    /// Adds the turn's end. False: it is here already.
    mutating func add(_ end: End, _ frame: RawFrame) -> Bool {
        guard self.end == nil else { return false }
        self.end = end
        entries.append(Entry(frame: frame, phrase: nil))
        return true
    }

    /// Adds another frame, unless it was heard; `audio` is where its sound belongs.
    mutating func add(_ frame: RawFrame, _ audio: AudioHeader?) {
        guard let phrase = frame.phrase else {
            entries.append(Entry(frame: frame, phrase: nil))
            return
        }
        if let heard, phrase < heard.phrase { return }
        if frame.type == .failed { skipped.insert(phrase) }
        sound.add(frame, about: phrase, audio, heard: heard)
    }

    /// Drops what was heard.
    mutating func drop(heard place: HeardPoint) {
        guard place.isAtLeast(heard) else { return }
        heard = place
        // Told of a phrase whose text never came here: whoever was before heard it.
        nextPhrase = max(nextPhrase, place.phrase)
        var texts: [Entry] = []
        let sent = next
        var sentAndHeard = 0
        var index = 0
        entries.removeAll { entry in
            defer { index += 1 }
            guard entry.isBefore(place) else { return false }
            if entry.frame.type == .phrase { texts.append(entry) }
            if index < sent { sentAndHeard += 1 }
            return true
        }
        sound.drop(heard: place)
        next = sent - sentAndHeard
        for text in texts { note(heard: text) }
        skipped = skipped.filter { $0 >= place.phrase }
    }

    /// Starts again for a new link, whose peer has everything before `held`; `nil`: it knows nothing of the turn.
    mutating func connect(_ held: HeldTurn?) {
        next = 0
        isBegun = false
        needed = HeardPoint(phrase: held?.phrase ?? 0, sample: held?.sample ?? 0)
        sound.connect(needing: needed)
    }

    /// The next frame for the link; `nil` when it has all, or all that fits into the `window` ahead of the ear. Texts go before
    /// sound and wait for nothing: should this process die, whoever has them can have them spoken again.
    mutating func nextFrame(within window: Duration?) -> RawFrame? {
        if !isBegun {
            isBegun = true
            if let frame = placedBegin { return frame }
        }
        while next < entries.count {
            defer { next += 1 }
            if !entries[next].isBefore(needed) { return entries[next].frame }
        }
        return sound.nextFrame(within: window)
    }

    /// The texts that are kept and that a stage up the line does not have, which has only `held`: it was restarted.
    func handback(to held: HeldTurn?) -> [RawFrame] {
        let first = held?.phrase ?? 0
        let texts = entries.filter { entry in
            switch entry.frame.type {
            case .phrase: entry.phrase.map { $0 >= first } ?? false
            case .end: held?.phrases == nil
            default: false
            }
        }
        if held != nil, texts.isEmpty { return [] }
        return [placedBegin].compactMap(\.self) + texts.map(\.frame)
    }

    /// The `begin`, with how far the turn was heard.
    private var placedBegin: RawFrame? {
        var begin = begin
        (begin.phrase, begin.sample, begin.position) = (heard?.phrase, heard?.sample, heard?.position)
        begin.spoken = heard?.spoken
        // A frame that came as one, with a few members more, can be encoded.
        return try? RawFrame(.begin(begin))
    }

    private mutating func note(heard entry: Entry) {
        phraseCount -= 1
        begin.textEnd = entry.textEnd ?? begin.textEnd
        guard let number = entry.phrase, !skipped.contains(number),
            case .phrase(let phrase)? = try? entry.frame.decode()
        else { return }
        let text = begin.heard.map { "\($0) \(phrase.text)" } ?? phrase.text
        if text.utf8.count <= Self.longestHeard { begin.heard = text }
    }
}
