/// The turns of a time, added up. It has the same size however many they are.
package struct TurnFigures: Sendable {
    package private(set) var turns = 0
    package private(set) var finished = 0
    package private(set) var interrupted = 0
    package private(set) var failed = 0
    /// Turns that count as errors: those that failed, and those that were cut off by what was nobody's wish.
    package private(set) var errors = 0
    /// Turns whose stages were told to stop, for whatever reason.
    package private(set) var interrupts = 0
    package private(set) var tokens = 0
    package private(set) var phrases = 0
    package private(set) var failedPhrases = 0
    package private(set) var chunks = 0
    package private(set) var underruns = 0
    package private(set) var bufferOverflows = 0
    package private(set) var fallbacks = 0
    package private(set) var cacheHits = 0
    /// How long answers were written, and how long turns went on, all of them together.
    private var writing = Duration.zero
    private var writtenTokens = 0
    private var speaking = Duration.zero

    package init() {}

    /// Adds a turn.
    package mutating func note(_ report: TurnReport) {
        turns += 1
        switch report.outcome {
        case .finished: finished += 1
        case .interrupted: interrupted += 1
        case .failed: failed += 1
        }
        if report.isError { errors += 1 }
        if report.interrupt != nil { interrupts += 1 }
        tokens += report.tokens
        phrases += report.phrases
        failedPhrases += report.failedPhrases
        chunks += report.chunks
        underruns += report.underruns
        bufferOverflows += report.bufferOverflows
        fallbacks += report.fallbacks
        cacheHits += report.cacheHits
        if let written = report.writing, written > .zero {
            writing += written
            writtenTokens += report.tokens
        }
        if report.phrases > 0 { speaking += report.duration }
    }

    /// How fast answers were written, while they were; `nil` where that is not known of any.
    package var tokensPerSecond: Double? { writing > .zero ? Double(writtenTokens) / (writing / .seconds(1)) : nil }

    /// How many phrases there were in a minute of turns; `nil` where there was none.
    package var phrasesPerMinute: Double? { speaking > .zero ? Double(phrases) / (speaking / .seconds(60)) : nil }

    /// The share of turns that count as errors, from 0 to 1; 0 where there was none.
    package var errorRate: Double { turns > 0 ? Double(errors) / Double(turns) : 0 }

    /// Adds the turns of another time.
    mutating func add(_ other: Self) {
        turns += other.turns
        finished += other.finished
        interrupted += other.interrupted
        failed += other.failed
        errors += other.errors
        interrupts += other.interrupts
        tokens += other.tokens
        phrases += other.phrases
        failedPhrases += other.failedPhrases
        chunks += other.chunks
        underruns += other.underruns
        bufferOverflows += other.bufferOverflows
        fallbacks += other.fallbacks
        cacheHits += other.cacheHits
        writing += other.writing
        writtenTokens += other.writtenTokens
        speaking += other.speaking
    }
}
