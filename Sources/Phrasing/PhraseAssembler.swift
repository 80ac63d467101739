/// Puts spoken scalars together to phrases. It gets them from `SpokenText`, one by one, and cuts as soon as a boundary
/// is proven; what it decides depends on the scalars alone, and on the time and lead given with them.
struct PhraseAssembler: Sendable {
    /// A place where a phrase may end, with what was counted up to there in the turn.
    struct Cut: Sendable {
        var index = 0
        /// Half words: a word is two, an ideograph one.
        var weight = 0
        var tokens = 0
    }

    /// A mark that may end a sentence, with the closing quotes and brackets behind it.
    struct Mark: Sendable {
        var kind: ScalarClass
        /// Where the marks begin, and where the sentence would end.
        var start: Int
        var cut: Cut
        /// Not ASCII: its script may write no space after it.
        var isWide = false
        var hasCloser = false
        var hasCornerBracket = false
    }

    /// Whether a sentence may be ending.
    enum Ending: Sendable {
        case none
        /// Right behind the mark: becomes `space`, or `none` when the word goes on.
        case marks(Mark)
        /// White space came after the mark: the next scalar decides, or the next word.
        case space(Mark, SentenceBoundary.Verdict)
        /// The word that began at `word` decides.
        case starter(Mark, word: Int)

        /// Whether a cut at `index` settles it.
        func isUp(to index: Int) -> Bool {
            switch self {
            case .none: false
            case .marks(let mark), .space(let mark, _), .starter(let mark, _): mark.cut.index <= index
            }
        }
    }

    let limits: PhraseSplitter.Limits
    var now = Duration.zero
    var ahead: Duration?
    /// The phrases that are done.
    var ready: [SpokenPhrase] = []

    var held = HeldText()
    var counter = TokenCounter()
    var weight = 0
    var ending = Ending.none
    var candidates = Candidates()
    /// What was sent last.
    var sent = Cut()
    /// The weight where the running sentence began; short sentences may be joined in one phrase.
    var sentenceWeight = 0
    var firstSpeakable: Int?
    var newest = Duration.zero
    /// A running name of a code block or table, sent when the block ends or the timer does.
    var block: (text: String, source: Range<Int>, arrived: Duration)?
    var deferred: Duration?

    var nextIndex = 0
    /// The word that is being written, and the one before.
    var word: Range<Int>?
    private(set) var wordWeight = 0
    var previousWord: Range<Int>?
    private var quotes = QuoteDepth()
    private var lineLength = 0
    /// A cut was made at a full stop that needs no space: what closes it belongs to what was sent.
    var dropsLeftovers = false
    /// Scalars since the last place for a cut.
    var unbroken = 0

    init(limits: PhraseSplitter.Limits) {
        self.limits = limits
    }

    var here: Cut { Cut(index: held.endIndex, weight: weight, tokens: counter.tokens) }

    /// The last word's scalars before `end`, without its opening quotes.
    func scalars(of word: Range<Int>?, before end: Int? = nil) -> [Unicode.Scalar] {
        guard let word else { return [] }
        let scalars = held.scalars(word.lowerBound..<max(word.lowerBound, min(word.upperBound, end ?? word.upperBound)))
        return Array(scalars.drop { [.opener, .straightQuote, .apostrophe].contains(ScalarClass($0)) })
    }
}

// MARK: - Scalars

extension PhraseAssembler: SpokenTextSink {
    mutating func speak(_ scalar: Unicode.Scalar, from source: Range<Int>) {
        let kind = kind(of: scalar)
        if dropsLeftovers {
            if kind.isTerminator || kind == .closer {
                return
            }
            dropsLeftovers = false
        }
        lineLength += 1
        resolveEnding(before: scalar, kind)
        if kind == .space {
            takeSpace(HeldText.Entry(scalar: " ", kind: .space, source: source, arrived: now))
        } else {
            take(HeldText.Entry(scalar: scalar, kind: kind, source: source, arrived: now))
        }
    }

    mutating func silence(_ source: Range<Int>) {
        held.silence(source)
        if let first = firstSpeakable {
            firstSpeakable = held.firstSpeakable(from: first)
        }
    }

    mutating func extend(to end: Int) {
        held.extendLast(to: end)
    }

    /// A line ended. A soft one may be a long line that was wrapped: then a lower-case letter goes on with it.
    mutating func breakLine(_ strength: LineBreak, at source: Range<Int>) {
        dropsLeftovers = false
        if strength == .soft, lineLength >= Self.wrappedLineLength, let last = held.last, last.kind.isWrappable {
            let mark = Mark(kind: .symbol, start: held.endIndex, cut: here)
            takeSpace(HeldText.Entry(scalar: " ", kind: .space, source: source, arrived: now))
            if !held.isEmpty {
                ending = .space(mark, .endsUnlessLowercase)
            }
        } else {
            endBlock()
        }
        lineLength = 0
    }

    /// Names what is not read. The phrase waits for the block's end, so that its range covers all of it.
    mutating func begin(block text: String, from source: Range<Int>) {
        endBlock()
        block = (text, source, now)
    }

    mutating func endNamedBlock(at end: Int) {
        guard let named = block else { return }
        block = nil
        send(named.text, from: named.source.lowerBound..<max(named.source.upperBound, end))
    }

    mutating func growNamedBlock(to end: Int) {
        guard let start = block?.source.lowerBound else { return }
        block?.source = start..<end
    }

    /// A longer row of abbreviations may be cut between two of them.
    private static let longestTitle = 64

    /// The shortest line that an editor may have wrapped.
    private static let wrappedLineLength = 60

    /// Everything held is one phrase.
    mutating func endBlock() {
        wordEnds()
        candidates.isAfterLeadingAbbreviation = false
        if !held.isEmpty {
            cut(at: here)
        }
        ending = .none
        quotes = QuoteDepth()
        word = nil
        previousWord = nil
        sentenceWeight = weight
    }

    private func kind(of scalar: Unicode.Scalar) -> ScalarClass {
        let kind = ScalarClass(scalar)
        switch kind {
        // The Greek question mark is typed as a semicolon, the Armenian full stop as a colon.
        case .semicolon where held.last?.scalar.isGreek ?? false: return .strong
        case .colon where held.last?.scalar.isArmenian ?? false: return .strong
        default: return kind
        }
    }

    private mutating func takeSpace(_ entry: HeldText.Entry) {
        wordEnds()
        pauseEnds()
        counter.count(.space)
        guard let last = held.last, last.kind != .space else { return }
        if !candidates.isAfterLeadingAbbreviation || unbroken > Self.longestTitle {
            candidates.offer(here, .space)
            unbroken = 0
        }
        candidates.isAfterLeadingAbbreviation = false
        held.append(entry)
    }

    private mutating func take(_ entry: HeldText.Entry) {
        let kind = entry.kind
        offerCutBetweenIdeographs(entry)
        if held.isEmpty {
            unbroken = 0
        }
        beginOrContinueWord(kind)
        counter.count(kind)
        held.append(entry)
        unbroken += 1
        newest = now
        if kind.isSpeakable {
            firstSpeakable = firstSpeakable ?? held.endIndex - 1
        }
        quotes.count(entry)
        takeMark(entry)
        respectLimits()
    }

    private mutating func beginOrContinueWord(_ kind: ScalarClass) {
        if kind == .ideograph {
            weight += 1
            word = nil
            return
        }
        if let running = word {
            if kind.isSpeakable, wordWeight == weight {
                weight += 2
            }
            word = running.lowerBound..<(held.endIndex + 1)
        } else {
            wordWeight = weight
            weight += kind.isSpeakable ? 2 : 0
            word = held.endIndex..<(held.endIndex + 1)
        }
    }

    private mutating func takeMark(_ entry: HeldText.Entry) {
        switch entry.kind {
        case .stop, .strong, .ellipsis:
            if case .none = ending {
                let isWide = entry.scalar.value >= 0x80
                ending = .marks(Mark(kind: entry.kind, start: held.endIndex - 1, cut: here, isWide: isWide))
            }
        case .fullStop:
            if case .none = ending {
                ending = .marks(Mark(kind: .fullStop, start: held.endIndex - 1, cut: here))
            }
            if !quotes.isOpen, case .marks(let mark) = ending {
                sentenceEnds(mark)
                dropsLeftovers = held.isEmpty
            }
        case .widePause:
            pauseEnds()
        case .softSpace:
            candidates.offer(here, .space)
            unbroken = 0
        default:
            break
        }
    }

    /// A phrase may be cut between ideographs when there is nothing better, but not inside a katakana word.
    private mutating func offerCutBetweenIdeographs(_ entry: HeldText.Entry) {
        guard entry.kind == .ideograph, let last = held.last, last.kind == .ideograph else { return }
        if !(last.scalar.isKatakana && entry.scalar.isKatakana) {
            candidates.offer(here, .space)
            unbroken = 0
        }
    }

    mutating func wordEnds() {
        endMarks()
        endStarter()
        guard let ended = word else { return }
        word = nil
        if candidates.awaitsConnector {
            candidates.awaitsConnector = false
            if ClauseConnectors.contains(scalars(of: ended)) {
                candidates.confirmClause()
            }
        }
        previousWord = held.holds(ended.lowerBound) ? ended : nil
        clauseEnds()
    }
}

extension ScalarClass {
    /// A line that ends like this may go on in the next one.
    fileprivate var isWrappable: Bool {
        isSpeakable || self == .comma || self == .closer || self == .apostrophe || self == .mark
            || self == .straightQuote
    }
}
