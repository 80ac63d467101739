import HubMetrics
import Settings
import SpeechFrames
import Testing

@Suite("What could be set otherwise")
struct RecommendationsTests {
    private static func settings(_ yaml: String = "") throws -> EffectiveSettings {
        EffectiveSettings(try SettingsFile(path: "loquat.yaml", bytes: Array(yaml.utf8)))
    }

    private static func keys(
        _ turns: [TurnReport],
        _ processes: [ProcessStatus] = [],
        refusals: [String: Int] = [:],
        with yaml: String = ""
    ) throws -> [String] {
        try all(turns, processes, refusals: refusals, with: yaml).map(\.setting)
    }

    private static func all(
        _ turns: [TurnReport],
        _ processes: [ProcessStatus] = [],
        refusals: [String: Int] = [:],
        with yaml: String = ""
    ) throws -> [Recommendation] {
        let recommendations = Recommendations(
            turns: turns,
            processes: processes,
            refusals: refusals,
            settings: try settings(yaml)
        )
        return recommendations.all
    }

    private static func many(_ report: TurnReport, _ count: Int = 20) -> [TurnReport] {
        Array(repeating: report, count: count)
    }

    /// tts-workers, whose voices take `factor` times as long as their sound lasts.
    private static func workers(factor: Double) -> ProcessStatus {
        var synthesis = SynthesisMeasures()
        synthesis.workers = 3
        synthesis.phrases = 100
        synthesis.soundMilliseconds = 100_000
        synthesis.synthesisMilliseconds = 100_000 * factor
        return ProcessStatus(name: "tts-workers", state: .up, synthesis: synthesis)
    }

    @Test("nothing where all is well, and nothing where there are too few turns")
    func nothing() throws {
        #expect(try Self.keys(Self.many(.made())) == [])
        #expect(try Self.keys([]) == [])
        let slow = TurnReport.made(firstSound: .seconds(4))
        #expect(try Self.keys(Self.many(slow, 9)) == [])
        #expect(try Self.keys(Self.many(slow, 10)) == ["filler_after"])
    }

    @Test("a slow model is no reason to buffer less: the first phrase's own wait is")
    func bufferTime() throws {
        let slowModel = TurnReport.made(firstToken: .milliseconds(1_500), firstSound: .milliseconds(1_800)) {
            $0.firstPhrase = .milliseconds(1_700)
        }
        #expect(try Self.keys(Self.many(slowModel)) == [])
        let slowPhrase = TurnReport.made(firstSound: .milliseconds(1_900)) { $0.firstPhrase = .milliseconds(1_950) }
        let found = try Self.all(Self.many(slowPhrase))
        #expect(found.map(\.setting) == ["max_buffer_time"])
        #expect(found.first?.current == "2s" && found.first?.value == "1s")
        let whole = try Self.all(Self.many(slowPhrase), with: "enabled: false")
        #expect(whole.map(\.setting) == ["enabled"])
    }

    @Test("workers are recommended where voices are slow and speech has gaps, and not where either is not so")
    func workers() throws {
        let gap = TurnReport.made { $0.longestGap = .milliseconds(400) }
        let found = try Self.all(Self.many(gap), [Self.workers(factor: 0.6)])
        #expect(found.map(\.setting) == ["audio_concurrency"])
        #expect(found.first?.current == "3" && found.first?.value == "4")
        #expect(try Self.keys(Self.many(gap), [Self.workers(factor: 0.01)]) == [])
        #expect(try Self.keys(Self.many(.made()), [Self.workers(factor: 0.9)]) == [])
    }

    @Test("a sound server that runs dry though the sound was there gets more of it")
    func latency() throws {
        let dry = TurnReport.made { $0.underruns = 2 }
        let found = try Self.all(Self.many(dry), [Self.workers(factor: 0.01)])
        #expect(found.map(\.setting) == ["latency"])
        #expect(found.first?.value == "200ms")
    }

    @Test("a model that is slow after pauses only is to be kept loaded")
    func keepAlive() throws {
        let hour = 3_600_000
        let turns = (0..<12).map { number in
            let isLate = number % 4 == 0
            let start = WallTime(milliseconds: (11 - number) * 10_000 + (isLate ? hour : 0) * (12 - number))
            return TurnReport.made(firstToken: isLate ? .seconds(12) : .milliseconds(200), start: start)
        }
        let found = try Self.all(turns)
        #expect(found.map(\.setting) == ["keep_alive"])
        #expect(try Self.keys(turns, with: "keep_alive: \"-1\"") == [])
    }

    @Test("a model that fails, and nobody may stand in")
    func fallback() throws {
        let failed = TurnReport.made(.failed, reason: "unreachable", firstToken: nil, firstSound: nil) {
            $0.failedStage = "llm-streamer"
        }
        let turns = Self.many(.made(), 10) + Self.many(failed, 2)
        #expect(try Self.keys(turns) == [])
        #expect(try Self.keys(turns, with: "fallback_enabled: false") == ["fallback_enabled"])
    }

    @Test("room: for kept sound that is used, and for sessions that were refused")
    func room() throws {
        let cache = CacheStatus(hits: 50, misses: 60, bytes: 4 << 20, limit: 4 << 20)
        let workers = ProcessStatus(name: "tts-workers", state: .up, cache: cache)
        #expect(try Self.keys([], [workers]) == ["audio_cache"])
        #expect(try Self.keys([], refusals: ["too_many_sessions": 10]) == ["max_sessions"])
        #expect(try Self.keys([], refusals: ["too_many_sessions": 9, "output_busy": 100]) == [])
    }

    @Test("a worker that is late again and again gets more time")
    func deadline() throws {
        let late = TurnReport.made { ($0.failedPhrases, $0.latePhrases) = (1, 1) }
        #expect(try Self.keys(Self.many(late)) == ["phrase_deadline"])
    }

    @Test("each names a setting that there is, another value than it has, and what was measured")
    func sound() throws {
        let gap = TurnReport.made(firstSound: .seconds(4)) {
            ($0.longestGap, $0.failedPhrases, $0.latePhrases) = (.seconds(1), 1, 1)
        }
        let found = try Self.all(Self.many(gap), [Self.workers(factor: 0.6)], refusals: ["too_many_sessions": 20])
        #expect(found.count == 4)
        for recommendation in found {
            let setting = SettingsCatalog.all.first { $0.key == recommendation.setting }
            #expect(setting != nil)
            #expect(recommendation.value != recommendation.current)
            #expect(recommendation.measurement.contains { $0.isNumber })
            // It can be set as it is told.
            let file = "\(recommendation.setting): \(recommendation.value)"
            let read = try setting.map { try Self.settings(file).text(of: $0) }
            #expect(read == recommendation.value)
        }
    }
}
