import HubMetrics
import Logging
import Testing

@testable import Supervision

@Suite("What the log says of turns")
struct TurnLogTests {
    private func report(_ outcome: TurnReport.Outcome, reason: String? = nil) -> TurnReport {
        var report = TurnReport(
            session: "kitchen",
            turn: 3,
            kind: .ask,
            outcome: outcome,
            reason: reason,
            start: WallTime(milliseconds: 0),
            duration: .milliseconds(5_210)
        )
        (report.firstToken, report.firstSound, report.phrases) = (.milliseconds(210), .milliseconds(480), 7)
        return report
    }

    @Test("a turn is one line with its latencies")
    func completed() {
        let lines = TurnLog.lines(report(.finished))
        #expect(lines.map { "\($0.message)" } == ["turn finished"])
        #expect(
            lines[0].metadata == [
                "turn": "kitchen/3", "event": "completed", "kind": "ask", "phrases": "7", "first_token_ms": "210",
                "first_sound_ms": "480", "duration_ms": "5210",
            ]
        )
    }

    @Test("an interrupt says why, and how long the silence took")
    func interrupted() {
        var report = report(.interrupted, reason: "user_request")
        report.silence = .milliseconds(4)
        let metadata = TurnLog.lines(report)[0].metadata
        #expect(metadata["event"] == "interrupt" && metadata["reason"] == "user_request")
        #expect(metadata["silence_ms"] == "4")
    }

    @Test("a fallback and phrases that were not spoken have lines of their own")
    func faults() {
        var report = report(.finished)
        (report.fallbacks, report.failedPhrases) = (1, 2)
        let events = TurnLog.lines(report).map { $0.metadata["event"] }
        #expect(events == ["completed", "fallback", "synthesis_failed"])
    }
}
