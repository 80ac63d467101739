internal import HubMetrics
internal import Tracing

/// When what of a turn was done, by the calendar. Its start is known to a millisecond; all else is as exact as the clock from there on.
struct TurnTimeline: Sendable {
    typealias Instant = DefaultTracerClock.Timestamp

    private let report: TurnReport

    init(_ report: TurnReport) {
        self.report = report
    }

    /// When it was accepted.
    var accepted: Instant { Self.instant(report.start, .zero) }

    /// When it was over.
    var ended: Instant { at(report.duration) }

    /// From when to when a stage worked on it; `nil`: not at all.
    func times(of stage: Stage) -> (start: Instant, end: Instant)? {
        let stages = report.stages
        guard stages.isAsked else { return nil }
        let (start, end): (Duration?, Duration?) =
            switch stage {
            case .llmStreamer: (.zero, stages.textEnd)
            case .ttsWorkers: (stages.firstPhrase, stages.lastSoundMade)
            case .audioSequencer: (report.firstSound, nil)
            }
        return start.map { start in (at(start), at(max(start, end ?? report.duration))) }
    }

    /// What happened meanwhile.
    func events(of stage: Stage) -> [SpanEvent] {
        let stages = report.stages
        let events: [(String, Duration?)] =
            switch stage {
            case .llmStreamer: [("first_token", report.firstToken), ("first_phrase", stages.firstPhrase)]
            case .ttsWorkers: [("first_sound_made", stages.firstSoundMade)]
            case .audioSequencer: []
            }
        return events.compactMap { name, time in time.map { SpanEvent(name: name, at: at($0)) } }
    }

    /// So long after it had its place; nothing of a turn is after its end.
    private func at(_ time: Duration) -> Instant {
        Self.instant(report.start, report.waited + min(max(.zero, time), report.duration))
    }

    private static func instant(_ start: WallTime, _ time: Duration) -> Instant {
        let nanoseconds = UInt64(max(0, start.milliseconds)) * 1_000_000 + UInt64(max(0, time / .nanoseconds(1)))
        return Instant(nanosecondsSinceEpoch: nanoseconds)
    }
}
