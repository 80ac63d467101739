/// What was measured since the start, in one object. A session of it is one turn: one question and its answer, or one thing said.
package struct SummaryFigures: Sendable, Equatable, Encodable {
    /// When measuring began.
    package var since: WallTime
    package var totalSessions: Int
    package var completedSessions: Int
    package var interruptedSessions: Int
    package var failedSessions: Int
    /// Absent: there was none yet.
    package var firstToken: LatencySummary?
    package var firstPhrase: LatencySummary?
    package var firstSound: LatencySummary?
    package var completion: LatencySummary?
    package var tokens: Int
    package var phrases: Int
    /// Pieces of sound that came to the sequencer.
    package var chunks: Int
    /// How fast answers are written, while they are. Absent: not known.
    package var tokensPerSecond: Double?
    /// How many phrases a minute of turns has. Absent: there was none.
    package var phrasesPerMinute: Double?
    /// How often a queue or a buffer was full, so that somebody had to wait or was cut off.
    package var bufferOverflows: Int
    package var underruns: Int
    /// How often stages were told to stop a turn, for whatever reason.
    package var interrupts: Int
    package var fallbacks: Int
    /// Answers and phrases that were taken from what was kept.
    package var cacheHits: Int
    /// The share of turns that count as errors, from 0 to 1.
    package var errorRate: Double

    init(_ totals: TurnTotals, since: WallTime, overflows: Int, cacheHits: Int) {
        let figures = totals.figures
        self.since = since
        totalSessions = figures.turns
        completedSessions = figures.finished
        interruptedSessions = figures.interrupted
        failedSessions = figures.failed
        firstToken = LatencySummary(totals.firstToken)
        firstPhrase = LatencySummary(totals.firstPhrase)
        firstSound = LatencySummary(totals.firstSound)
        completion = LatencySummary(totals.completion)
        tokens = figures.tokens
        phrases = figures.phrases
        chunks = figures.chunks
        tokensPerSecond = figures.tokensPerSecond?.rounded(toPlaces: 1)
        phrasesPerMinute = figures.phrasesPerMinute?.rounded(toPlaces: 1)
        bufferOverflows = figures.bufferOverflows + overflows
        underruns = figures.underruns
        interrupts = figures.interrupts
        fallbacks = figures.fallbacks
        self.cacheHits = cacheHits
        errorRate = figures.errorRate.rounded(toPlaces: 3)
    }

    enum CodingKeys: String, CodingKey {
        case since, completion, tokens, phrases, chunks, underruns, interrupts, fallbacks
        case totalSessions = "total_sessions"
        case completedSessions = "completed_sessions"
        case interruptedSessions = "interrupted_sessions"
        case failedSessions = "failed_sessions"
        case firstToken = "first_token"
        case firstPhrase = "first_phrase"
        case firstSound = "first_sound"
        case tokensPerSecond = "tokens_per_second"
        case phrasesPerMinute = "phrases_per_minute"
        case bufferOverflows = "buffer_overflows"
        case cacheHits = "cache_hits"
        case errorRate = "error_rate"
    }
}
