internal import HubMetrics
internal import Logging

/// What the log says of turns and sessions, at `info`: one line for a turn with its latencies, and one for what went otherwise than
/// asked. No word of the talk is in it.
struct TurnLog: Sendable {
    /// One line.
    struct Line: Sendable, Equatable {
        var message: Logger.Message
        /// `event` says of which kind the line is, for who looks for it.
        var metadata: Logger.Metadata
    }

    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Says how turns have ended, and which sessions were forgotten.
    func note(_ reports: [TurnReport], forgotten: [String]) {
        // Where nobody reads it, nothing is put together.
        guard logger.logLevel <= .info else { return }
        for line in reports.flatMap(Self.lines) + forgotten.map(Self.line) {
            logger.info(line.message, metadata: line.metadata)
        }
    }

    /// The line of a turn, and those of what it did without.
    static func lines(_ report: TurnReport) -> [Line] {
        let name: Logger.Metadata = ["turn": "\(report.session)/\(report.turn)"]
        var lines = [Line(message: "turn \(report.outcome.rawValue)", metadata: name.merging(figures(report)) { $1 })]
        if report.fallbacks > 0 {
            let metadata: Logger.Metadata = ["event": "fallback", "count": "\(report.fallbacks)"]
            lines.append(Line(message: "somebody else has answered", metadata: name.merging(metadata) { $1 }))
        }
        if report.failedPhrases > 0 {
            let metadata: Logger.Metadata = ["event": "synthesis_failed", "phrases": "\(report.failedPhrases)"]
            lines.append(Line(message: "phrases could not be spoken", metadata: name.merging(metadata) { $1 }))
        }
        return lines
    }

    private static func line(forgotten session: String) -> Line {
        Line(message: "session forgotten", metadata: ["event": "cleaned_up", "session": "\(session)"])
    }

    private static func figures(_ report: TurnReport) -> Logger.Metadata {
        let event =
            switch report.outcome {
            case .finished: "completed"
            case .interrupted: "interrupt"
            case .failed: "failed"
            }
        let latencies: [(String, Duration?)] = [
            ("first_token_ms", report.firstToken), ("first_phrase_ms", report.firstPhrase),
            ("first_sound_ms", report.firstSound), ("silence_ms", report.silence), ("duration_ms", report.duration),
        ]
        var metadata: Logger.Metadata = [
            "event": "\(event)", "kind": "\(report.kind.rawValue)", "phrases": "\(report.phrases)",
        ]
        for (name, latency) in latencies { metadata[name] = latency.map { "\($0.milliseconds)" } }
        metadata["reason"] = report.reason.map { "\($0)" }
        metadata["trace_id"] = report.traceID.map { "\($0)" }
        if report.underruns > 0 { metadata["underruns"] = "\(report.underruns)" }
        return metadata
    }
}
