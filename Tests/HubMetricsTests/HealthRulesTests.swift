import HubMetrics
import SpeechFrames
import Testing

@Suite("How well the hub does its work")
struct HealthRulesTests {
    private static let up = ["hub-supervisor", "llm-streamer"].map { ProcessStatus(name: $0, state: .up) }

    private static func judge(
        failed: Int = 0,
        of turns: Int = 20,
        latency: Duration = .milliseconds(300),
        _ processes: [ProcessStatus] = up,
        isMeasuring: Bool = true
    ) -> Health {
        let reports = (0..<turns).map { TurnReport.made($0 < failed ? .failed : .finished, firstSound: latency) }
        return HealthRules.judge(HealthWindow(reports), processes, isMeasuring: isMeasuring)
    }

    @Test(
        "errors: under 10 % is well, up to 20 % a warning, and beyond critical",
        arguments: [
            (0, 20, Health.Level.healthy), (1, 20, .healthy), (2, 20, .warning), (4, 20, .warning), (5, 20, .critical),
            (1, 5, .warning), (2, 5, .critical), (3, 30, .warning), (99, 1_000, .healthy), (201, 1_000, .critical),
        ]
    )
    func errors(failed: Int, turns: Int, level: Health.Level) {
        let health = Self.judge(failed: failed, of: turns)
        #expect(health.level == level)
        #expect(!health.reasons.isEmpty)
    }

    @Test(
        "latency: under 2 s is well, up to 5 s a warning, and beyond critical",
        arguments: [
            (1_999, Health.Level.healthy), (2_000, .warning), (5_000, .warning), (5_001, .critical),
        ]
    )
    func latency(milliseconds: Int, level: Health.Level) {
        #expect(Self.judge(latency: .milliseconds(milliseconds)).level == level)
    }

    @Test("with fewer than five turns nothing is known of them")
    func tooLittle() {
        #expect(Self.judge(failed: 4, of: 4).level == .unknown)
        #expect(Self.judge(of: 5).level == .healthy)
    }

    @Test("what the person interrupts is no error; what a limit or a fault stops is")
    func interrupts() {
        for reason in ["user_request", "new_command", "shutdown"] {
            #expect(!TurnReport.made(.interrupted, reason: reason).isError)
        }
        for reason in ["timeout", "error"] { #expect(TurnReport.made(.interrupted, reason: reason).isError) }
        #expect(TurnReport.made(.failed, reason: "first_token_timeout").isError)
        let interrupted = (0..<20).map { _ in TurnReport.made(.interrupted, reason: "user_request") }
        #expect(HealthRules.judge(HealthWindow(interrupted), Self.up, isMeasuring: true).level == .healthy)
    }

    @Test("one slow turn among many quick ones is no latency")
    func oneSlow() {
        let turns = [TurnReport.made(firstSound: .seconds(60))] + (0..<8).map { _ in TurnReport.made() }
        #expect(HealthWindow(turns).latency == .milliseconds(300))
    }

    @Test("a turn that nobody heard counts by its first text")
    func textOnly() {
        #expect(TurnReport.made(firstToken: .seconds(3), firstSound: nil).latency == .seconds(3))
        #expect(TurnReport.made(firstToken: nil, firstSound: nil).latency == nil)
    }

    @Test("a process that is away, or cannot do its work, is a warning, also where no turn has ended")
    func processes() {
        let down = ProcessStatus(name: "tts-workers", state: .down, lastDeath: "was ended by signal 9")
        let health = Self.judge(of: 0, Self.up + [down])
        #expect(health.level == .warning)
        #expect(health.reasons == ["tts-workers is not there (it was ended by signal 9)."])
        let again = ProcessStatus(name: "tts-workers", state: .starting, restarts: 1)
        #expect(Self.judge(Self.up + [again]).level == .warning)
        let troubled = ProcessStatus(name: "tts-workers", state: .up, trouble: "no worker can be started")
        #expect(Self.judge(Self.up + [troubled]).level == .warning)
        let first = ProcessStatus(name: "tts-workers", state: .starting)
        #expect(Self.judge(Self.up + [first]).level == .healthy)
    }

    @Test("a process that died too often is critical, and is told first")
    func restartLimit() {
        let down = ProcessStatus(name: "llm-streamer", state: .down)
        let critical = ProcessStatus(name: "tts-workers", state: .critical)
        let health = Self.judge([down, critical])
        #expect(health.level == .critical)
        #expect(health.reasons.first?.hasPrefix("tts-workers died again and again") == true)
        #expect(health.reasons.count == 2)
    }

    @Test("without metrics it is disabled, save for a process that died too often")
    func disabled() {
        #expect(Self.judge(failed: 20, isMeasuring: false).level == .disabled)
        let down = ProcessStatus(name: "llm-streamer", state: .down)
        #expect(Self.judge([down], isMeasuring: false).level == .disabled)
        let critical = ProcessStatus(name: "llm-streamer", state: .critical)
        #expect(Self.judge([critical], isMeasuring: false).level == .critical)
    }
}
