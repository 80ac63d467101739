import HubMetrics
import Settings
import SpeechFrames
import Testing

@Suite("What is measured of the hub")
struct HubMeasuresTests {
    private let now = ContinuousClock.now
    private let time = WallTime(milliseconds: 1_000)

    private func measures(_ settings: EffectiveSettings = EffectiveSettings(nil)) -> HubMeasures {
        HubMeasures(settings: settings, from: now, time: time)
    }

    private func reading(_ processes: [ProcessStatus] = []) -> HubReading {
        var session = SessionStatus(session: "secret-name", turn: 1, state: .speaking, ageMilliseconds: 5)
        session.bufferedMilliseconds = 1_500
        return HubReading(processes: processes, sessions: [session], instant: now, time: time)
    }

    @Test("turns are summed up, and the last of them told one by one")
    func summary() {
        let measures = measures()
        let finished = TurnReport.made {
            ($0.tokens, $0.writing, $0.cacheHits, $0.fallbacks) = (40, .seconds(2), 1, 1)
        }
        let stopped = TurnReport.made(.interrupted, reason: "user_request") { $0.interrupt = "user_request" }
        measures.note([finished, stopped, .made(.failed, reason: "unreachable")], at: now)
        let summary = measures.summary(reading())
        #expect(summary.summary.totalSessions == 3)
        #expect(summary.summary.completedSessions == 1)
        #expect(summary.summary.interruptedSessions == 1)
        #expect(summary.summary.failedSessions == 1)
        #expect(summary.summary.interrupts == 1)
        #expect(summary.summary.errorRate == 0.333)
        #expect(summary.summary.tokensPerSecond == 20)
        #expect(summary.summary.phrasesPerMinute == 30)
        #expect(summary.summary.firstToken?.turns == 3)
        #expect(summary.summary.completion?.turns == 1)
        #expect(summary.recentSessions?.map(\.outcome) == [.failed, .interrupted, .finished])
        #expect(summary.healthStatus == .unknown)
        #expect(measures.summary(reading(), includingSessions: false).recentSessions == nil)
    }

    @Test("however many turns there are, a bounded number is told")
    func bounds() {
        let measures = measures()
        for _ in 0..<1_000 { measures.note([.made()], at: now) }
        let summary = measures.summary(reading())
        #expect(summary.summary.totalSessions == 1_000)
        #expect(summary.recentSessions?.count == HubMeasures.recentSessions)
        #expect(summary.healthStatus == .healthy)
    }

    @Test("what is switched off measures nothing, and says so")
    func disabled() throws {
        let off = EffectiveSettings(try SettingsFile(path: "f.yaml", bytes: Array("metrics_enabled: false".utf8)))
        let measures = measures(off)
        measures.note([.made()], at: now)
        measures.noteRefusal("output_busy")
        #expect(measures.summary(reading()).summary.totalSessions == 0)
        #expect(measures.health(reading()).health.level == .disabled)
        #expect(!measures.text(.prometheus, reading()).contains("loquat_turns_total"))
        measures.take(EffectiveSettings(nil))
        measures.note([.made()], at: now)
        #expect(measures.summary(reading()).summary.totalSessions == 1)
    }

    @Test("what stages count goes on when they are started anew")
    func restarts() {
        let measures = measures()
        for hits in [3, 7, 2, 4] {
            let cache = CacheStatus(hits: hits, misses: 0, bytes: 0, limit: 1)
            measures.note(ProcessStatus(name: "tts-workers", state: .up, cache: cache))
        }
        #expect(measures.summary(reading()).summary.cacheHits == 11)
    }

    @Test("a scrape tells turns, processes and sessions, and no session's name")
    func scrape() {
        let measures = measures()
        measures.note([.made { $0.silence = .milliseconds(15) }, .made(.failed, reason: "unreachable")], at: now)
        measures.noteRefusal("output_busy")
        measures.noteSlowPeer()
        var synthesis = SynthesisMeasures()
        (synthesis.workers, synthesis.busy, synthesis.memoryBytes) = (3, 1, 1_000)
        synthesis.realTimeFactors[1] = 5
        let workers = ProcessStatus(
            name: "tts-workers",
            state: .up,
            restarts: 2,
            memoryBytes: 500,
            synthesis: synthesis
        )
        let down = ProcessStatus(name: "llm-streamer", state: .down, restarts: 1)
        let text = measures.text(.prometheus, reading([workers, down]))
        for line in [
            #"loquat_turns_total{kind="ask",outcome="failed"} 1"#,
            #"loquat_turns_total{kind="say",outcome="failed"} 0"#,
            #"loquat_turn_failures_total{reason="unreachable"} 1"#, #"loquat_turn_errors_total{kind="say"} 0"#,
            #"loquat_interrupts_total{reason="timeout"} 0"#, #"loquat_refusals_total{code="output_busy"} 1"#,
            #"loquat_buffer_overflows_total{where="peer"} 1"#,
            #"loquat_process_restarts_total{process="tts-workers"} 2"#,
            #"loquat_process_up{process="llm-streamer"} 0"#, #"loquat_process_up{process="tts-workers"} 1"#,
            #"loquat_process_resident_memory_bytes{process="workers"} 1000"#, "loquat_workers_busy 1",
            #"loquat_sessions{state="speaking"} 1"#, #"loquat_sessions{state="idle"} 0"#,
            "loquat_buffered_seconds 1.5", #"loquat_health{status="warning"} 1"#,
            #"loquat_interrupt_silence_seconds_bucket{le="0.02"} 1"#,
            #"loquat_synthesis_real_time_ratio_bucket{le="0.01"} 5"#, "loquat_audio_chunks_total 20",
        ] {
            #expect(text.contains("\n" + line + "\n"), "\(line)")
        }
        #expect(!text.contains("secret-name"))
    }

    @Test(
        "in OpenMetrics a bucket names the last turn's trace that it counts, and only there; where there are no traces, none"
    )
    func exemplars() {
        let measures = measures()
        let start = WallTime(milliseconds: 1_700_000_000_000)
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        measures.note([.made(duration: .milliseconds(4_005), start: start)], at: now)
        #expect(!measures.text(.openMetrics, reading()).contains("trace_id"))
        for id in ["0af7651916cd43dd8448eb211c80319c", trace] {
            measures.note([.made(duration: .milliseconds(4_005), start: start) { $0.traceID = id }], at: now)
        }
        let text = measures.text(.openMetrics, reading())
        let example = "# {trace_id=\"\(trace)\"}"
        #expect(text.contains("\nloquat_first_sound_seconds_bucket{le=\"0.3\"} 3 \(example) 0.3 1700000004.005\n"))
        #expect(text.contains("\nloquat_completion_seconds_bucket{le=\"5.0\"} 3 \(example) 4.005 1700000004.005\n"))
        #expect(text.contains("\nloquat_completion_seconds_bucket{le=\"10.0\"} 3\n"))
        #expect(!text.contains("0af7651916cd43dd8448eb211c80319c"))
        let plain = measures.text(.prometheus, reading())
        #expect(!plain.contains("trace_id") && plain.contains("\nloquat_completion_seconds_bucket{le=\"5\"} 3\n"))
    }
}
