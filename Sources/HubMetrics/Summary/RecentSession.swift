/// One turn that has ended, as the summary tells it. Latencies are in milliseconds from when the turn had its place; absent: it did
/// not come to that.
package struct RecentSession: Sendable, Equatable, Encodable {
    package var session: String
    package var turn: Int
    package var kind: TurnReport.Kind
    package var arm: String?
    package var outcome: TurnReport.Outcome
    /// Where it did not come to its end: an interrupt's reason, or a failure's code.
    package var reason: String?
    package var startTime: WallTime
    /// How long it waited for its place.
    package var waited: Double
    package var firstToken: Double?
    package var firstPhrase: Double?
    package var firstSound: Double?
    /// Until its end, however it came.
    package var duration: Double
    package var tokens: Int
    package var phrases: Int
    package var chunks: Int
    package var tokensPerSecond: Double?
    package var bufferOverflows: Int
    package var underruns: Int
    package var interrupts: Int
    package var fallbacks: Int
    package var cacheHits: Int
    package var silence: Double?
    package var longestGap: Double?
    /// As ``QualityScore`` says. Absent: nothing came of the turn, as the person wished.
    package var qualityScore: Double?

    init(_ report: TurnReport) {
        session = report.session
        turn = report.turn
        kind = report.kind
        arm = report.arm
        outcome = report.outcome
        reason = report.reason
        startTime = report.start
        waited = report.waited.roundedMilliseconds
        firstToken = report.firstToken?.roundedMilliseconds
        firstPhrase = report.firstPhrase?.roundedMilliseconds
        firstSound = report.firstSound?.roundedMilliseconds
        duration = report.duration.roundedMilliseconds
        tokens = report.tokens
        phrases = report.phrases
        chunks = report.chunks
        var figures = TurnFigures()
        figures.note(report)
        tokensPerSecond = figures.tokensPerSecond?.rounded(toPlaces: 1)
        bufferOverflows = report.bufferOverflows
        underruns = report.underruns
        interrupts = figures.interrupts
        fallbacks = report.fallbacks
        cacheHits = report.cacheHits
        silence = report.silence?.roundedMilliseconds
        longestGap = report.longestGap?.roundedMilliseconds
        qualityScore = QualityScore.of(report)
    }

    enum CodingKeys: String, CodingKey {
        case session, turn, kind, arm, outcome, reason, tokens, phrases, chunks, underruns, interrupts, fallbacks
        case startTime = "start_time"
        case waited = "waited_ms"
        case firstToken = "first_token_ms"
        case firstPhrase = "first_phrase_ms"
        case firstSound = "first_sound_ms"
        case duration = "duration_ms"
        case tokensPerSecond = "tokens_per_second"
        case bufferOverflows = "buffer_overflows"
        case cacheHits = "cache_hits"
        case silence = "silence_ms"
        case longestGap = "longest_gap_ms"
        case qualityScore = "quality_score"
    }
}
