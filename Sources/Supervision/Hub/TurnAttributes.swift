internal import HubMetrics
internal import Tracing

/// What a turn's spans say beside their times: figures and names, and no word of the talk.
///
/// What OpenTelemetry has a name for is called so (`session.id`, `gen_ai.request.model`, `gen_ai.usage.output_tokens`,
/// `error.type`), all else begins with `loquat.`.
enum TurnAttributes {
    /// Of the turn as a whole.
    static func root(_ report: TurnReport) -> SpanAttributes {
        var attributes: SpanAttributes = [
            "session.id": .string(report.session), "loquat.turn": .int(Int64(report.turn)),
            "loquat.kind": .string(report.kind.rawValue), "loquat.outcome": .string(report.outcome.rawValue),
            "loquat.phrases": .int(Int64(report.phrases)),
        ]
        attributes["loquat.reason"] = report.reason
        attributes["loquat.arm"] = report.arm
        if report.outcome == .failed { attributes["error.type"] = report.reason ?? "unknown" }
        if report.waited > .zero { attributes["loquat.waited_ms"] = milliseconds(report.waited) }
        attributes["loquat.first_token_ms"] = report.firstToken.map(milliseconds)
        attributes["loquat.first_sound_ms"] = report.firstSound.map(milliseconds)
        return attributes
    }

    /// Of one stage's part.
    static func of(_ stage: Stage, _ report: TurnReport) -> SpanAttributes {
        var attributes: SpanAttributes = [:]
        switch stage {
        case .llmStreamer:
            attributes["gen_ai.request.model"] = report.model
            if report.tokens > 0 { attributes["gen_ai.usage.output_tokens"] = report.tokens }
            attributes["loquat.fallbacks"] = report.fallbacks
            attributes["loquat.cached"] = report.cacheHits > 0
        case .ttsWorkers:
            attributes["loquat.voice"] = report.voice
            attributes["loquat.phrases_failed"] = report.failedPhrases
            attributes["loquat.chunks"] = report.chunks
        case .audioSequencer:
            attributes["loquat.underruns"] = report.underruns
            attributes["loquat.longest_gap_ms"] = report.longestGap.map(milliseconds)
            attributes["loquat.silence_ms"] = report.silence.map(milliseconds)
        }
        return attributes
    }

    /// To the microsecond.
    private static func milliseconds(_ duration: Duration) -> Double {
        (duration / .microseconds(1)).rounded() / 1_000
    }
}
