import Settings
import Testing

/// What each setting takes and refuses. The numbers stand here again on purpose: a range that is changed by mistake shows.
struct SettingRangeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var key: String
        /// The bounds, and what else should do.
        var taken: [String]
        /// What lies just outside.
        var outOfRange: [String]
        /// What is something else.
        var wrongKind: [String]

        init(_ key: String, taken: [String], outOfRange: [String] = [], wrongKind: [String]) {
            self.key = key
            self.taken = taken
            self.outOfRange = outOfRange
            self.wrongKind = wrongKind
        }

        static func durations(_ key: String, _ taken: String..., not outOfRange: String...) -> Row {
            Row(key, taken: taken, outOfRange: outOfRange, wrongKind: ["soon", "5", "-1s", "[1s]", "{a: 1s}"])
        }

        static func integers(_ key: String, _ taken: ClosedRange<Int>) -> Row {
            Row(
                key,
                taken: ["\(taken.lowerBound)", "\(taken.upperBound)"],
                outOfRange: ["\(taken.lowerBound - 1)", "\(taken.upperBound + 1)"],
                wrongKind: ["many", "5.5", "5s", "[5]"]
            )
        }

        static func numbers(_ key: String, _ taken: String..., not outOfRange: String...) -> Row {
            Row(key, taken: taken, outOfRange: outOfRange, wrongKind: ["hot", "0x1", "inf", "nan", "[1]"])
        }

        static func sizes(_ key: String, _ taken: String..., not outOfRange: String...) -> Row {
            Row(key, taken: taken, outOfRange: outOfRange, wrongKind: ["big", "5", "-1B", "1.5MiB", "[1B]"])
        }

        static func booleans(_ key: String) -> Row {
            Row(key, taken: ["true", "false", "yes", "off"], wrongKind: ["maybe", "2", "[true]"])
        }

        static func words(_ key: String, _ taken: String...) -> Row {
            Row(key, taken: taken, wrongKind: ["\(taken[0])x", "[\(taken[0])]"])
        }

        static func texts(_ key: String, maximum: Int = 1_024) -> Row {
            let longest = String(repeating: "x", count: maximum)
            return Row(key, taken: ["x", longest], outOfRange: [longest + "x"], wrongKind: ["[x]", "{a: b}"])
        }

        static func urls(_ key: String) -> Row {
            Row(
                key,
                taken: ["http://a", "https://[::1]:80/b"],
                wrongKind: ["localhost", "ftp://a", "http://", "'http://a b'"]
            )
        }

        var testDescription: String { key }
    }

    static let rows: [Row] = [
        .words("provider", "ollama", "openai", "replay"),
        .urls("ollama_url"), .urls("openai_url"),
        .texts("api_key_file"),
        .texts("model", maximum: 256),
        .texts("system", maximum: 65_536),
        .words("answer_form", "text", "json", "auto"),
        .numbers("temperature", "0", "2", not: "-0.01", "2.01"),
        .integers("max_tokens", 1...1_000_000),
        .texts("keep_alive", maximum: 32),
        .booleans("warm_up"),
        Row(
            "models",
            taken: [
                "{}", "{'a:3b': {}}", "{a: {temperature: 2, max_tokens: 1}, b: {keep_alive: 5m, system: ''}}",
                "{\((0..<32).map { "m\($0): {}" }.joined(separator: ", "))}",
            ],
            outOfRange: ["{\((0..<33).map { "m\($0): {}" }.joined(separator: ", "))}"],
            wrongKind: ["a", "[a]"]
        ),
        Row(
            "model_for",
            taken: [
                "[]", "[{when: {words: [code, shell script]}, model: a}]",
                "[{when: {longer_than: 1, shorter_than: 10000, language: de, begins_with: ['write']}, model: 'a:3b'}]",
                "[\(Array(repeating: "{when: {language: de}, model: a}", count: 32).joined(separator: ", "))]",
            ],
            outOfRange: [
                "[\(Array(repeating: "{when: {language: de}, model: a}", count: 33).joined(separator: ", "))]"
            ],
            wrongKind: ["a", "{when: {language: de}, model: a}"]
        ),
        .durations("connect_timeout", "10ms", "5min", not: "9.9ms", "301s"),
        .durations("first_token_timeout", "10ms", "1h", not: "9.9ms", "3601s"),
        .durations("stall_timeout", "10ms", "1h", not: "9.9ms", "3601s"),
        .integers("turns", 1...256),
        .booleans("model_tools"),
        .booleans("fallback_enabled"),
        Row(
            "fallbacks",
            taken: [
                "[]", "[{model: a}]", "[{url: 'http://a'}, {model: a, url: 'http://a', provider: openai}]",
                "[\(Array(repeating: "{model: a}", count: 8).joined(separator: ", "))]",
            ],
            outOfRange: ["[\(Array(repeating: "{model: a}", count: 9).joined(separator: ", "))]"],
            wrongKind: ["a", "{model: a}"]
        ),
        .texts("fallback_sentence"),
        .numbers("fallback_threshold", "0", "1", not: "-0.1", "1.1"),
        .durations("answer_deadline", "100ms", "1h", not: "99ms", "3601s"),
        .integers("retries", 0...10),
        .durations("retry_wait", "1ms", "10s", not: "0.9ms", "10.1s"),
        .durations("longest_retry_wait", "1ms", "1min", not: "0.9ms", "60.1s"),
        .texts("replay"),
        .booleans("fast_answers"),
        .texts("rules"),
        .numbers("replay_rate", "0.001", "100000", not: "0", "100000.1"),
        .durations("replay_first_token_delay", "0s", "1h", not: "3601s"),
        .durations("max_buffer_time", "100ms", "1min", not: "99.9ms", "60.1s"),
        .integers("max_tokens_per_phrase", 5...1_000),
        .durations("visual_feedback_delay", "0ms", "1s", not: "1.001s"),
        .booleans("enabled"), .integers("rollout", 0...100),
        .texts("experiment", maximum: 256),
        Row(
            "arms",
            taken: [
                "{}", "{a: {weight: 0}, b: {weight: 1000000, model: m, system: s, temperature: 2, max_tokens: 1}}",
                "{a: {keep_alive: 1h, voice: v, language: de, rate: 450, enabled: false, max_buffer_time: 100ms}}",
                "{a: {max_tokens_per_phrase: 5}}",
            ],
            outOfRange: ["{\((0..<17).map { "a\($0): {}" }.joined(separator: ", "))}"],
            wrongKind: ["many", "[a]"]
        ),
        .booleans("metrics_enabled"),
        Row(
            "traces",
            taken: ["/var/lib/traces.jsonl", "http://localhost:4318/v1/traces", "http://[::1]"],
            outOfRange: ["/\(String(repeating: "x", count: 1_024))"],
            wrongKind: ["traces.jsonl", "https://a/v1/traces", "http://", "http://a:0", "http://u@a", "[/a]", "/a/"]
        ),
        .integers("audio_concurrency", 1...64),
        .texts("worker", maximum: 4_096),
        .texts("voice", maximum: 256),
        .texts("language", maximum: 64),
        .integers("rate", 80...450), .integers("pitch", 0...99), .integers("volume", 0...200),
        .durations("phrase_deadline", "100ms", "10min", not: "99ms", "601s"),
        .durations("lookahead", "1s", "1min", not: "999ms", "61s"),
        Row(
            "output",
            taken: ["pulse", "pulse:kitchen", "wav:/a/{session}.wav", "pcm:-", "null", "null:x"],
            wrongKind: ["alsa", "wav", "'wav:'", "'pulse:'", "[null]", "{null: x}"]
        ),
        .durations("latency", "20ms", "2s", not: "19ms", "2001ms"),
        .durations("sound_deadline", "100ms", "10min", not: "99ms", "601s"),
        .integers("sample_rate", 8_000...192_000),
        .integers("buffer_limit", 1...4_096),
        .words("new_command", "interrupt", "wait", "refuse"),
        .words("announcement_manner", "over", "between", "after", "pause"),
        .integers("max_sessions", 1...1_000),
        .integers("history_tokens", 0...1_000_000),
        .durations("filler_after", "0s", "1min", not: "60.1s"),
        Row(
            "fillers",
            taken: ["[]", "['Hm.', 'Let me see.']", "[\(Array(repeating: "a", count: 32).joined(separator: ", "))]"],
            outOfRange: ["[\(Array(repeating: "a", count: 33).joined(separator: ", "))]"],
            wrongKind: ["Hm", "{a: b}"]
        ),
        Row("loading_fillers", taken: ["[]", "['Hm.']"], wrongKind: ["Hm", "{a: b}"]),
        .durations("idle_expiry", "1s", "24h", not: "999ms", "86401s"),
        .durations("interrupt_timeout", "50ms", "10s", not: "49ms", "10.1s"),
        .durations("turn_first_token_timeout", "1s", "2h", not: "999ms", "7201s"),
        .durations("turn_stall_timeout", "1s", "2h", not: "999ms", "7201s"),
        .durations("turn_timeout", "1s", "24h", not: "999ms", "86401s"),
        .durations("orphan_timeout", "0s", "24h", not: "86401s"),
        .booleans("cache"),
        .sizes("audio_cache", "0B", "1GiB", not: "1025MiB"),
        .sizes("answer_cache", "0B", "1GiB", not: "1025MiB"),
        .durations("answer_cache_time", "1s", "168h", not: "999ms", "604801s"),
        .integers("session_rate", 0...100_000), .integers("person_rate", 0...100_000),
        .texts("audit_log"),
        Row("persist", taken: ["true", "off", "/a/b c"], wrongKind: ["maybe", "./a", "/a/", "[/a]", "{a: b}"]),
        .durations("retention", "1min", "8760h", not: "59s", "8761h"),
        .booleans("log_content"),
        Row(
            "http",
            taken: [
                "off", "127.0.0.1:3000", "0.0.0.0:65535", "unix:/run/loquat/http.sock",
                "127.0.0.1:0, [::1]:80,unix:/a b",
            ],
            outOfRange: [
                "127.0.0.1:65536", "unix:/\(String(repeating: "x", count: 107))",
                (1...9).map { "127.0.0.1:\($0)" }.joined(separator: ","),
            ],
            wrongKind: ["3000", "localhost:3000", "127.0.0.1", "::1:3000", "unix:a", "unix:/a/", "{a: b}", "[]"]
        ),
        .texts("http_token_file"),
        Row(
            "http_hosts",
            taken: ["[]", "[hub.lan, 'hub.local']", "[\(Array(repeating: "a", count: 32).joined(separator: ", "))]"],
            outOfRange: ["[\(Array(repeating: "a", count: 33).joined(separator: ", "))]"],
            wrongKind: ["hub.lan", "{a: b}"]
        ),
        .integers("http_connections", 8...65_536),
        .integers("http_rate", 0...100_000),
    ]

    @Test("every setting is tried here")
    func complete() {
        #expect(Self.rows.map(\.key).sorted() == SettingsCatalog.all.map(\.key).sorted())
    }

    @Test("the bounds are taken from file, environment and flag alike", arguments: rows)
    func taken(row: Row) throws {
        let setting = try #require(SettingsCatalog.all.first { $0.key == row.key })
        for text in row.taken {
            let settings = try [fromFile(row.key, text), fromEnvironment(setting, text), fromFlag(setting, text)]
            let values = Set(settings.map { $0.text(of: setting) })
            #expect(values.count == 1, "\(text)")
        }
    }

    @Test(
        "what is out of range or of the wrong kind is refused everywhere, and it is said what would do",
        arguments: rows
    )
    func refused(row: Row) throws {
        let setting = try #require(SettingsCatalog.all.first { $0.key == row.key })
        for text in row.outOfRange + row.wrongKind {
            let shown = text.count > 60 ? "" : text
            let file = #expect(throws: SettingsError.self) { try fromFile(row.key, text) }
            #expect(file?.source == .file && file?.message.hasPrefix("f.yaml:1: \(row.key)") == true, "\(shown)")
            #expect(file?.message.contains(setting.range) == true, "\(shown)")
            // Without quotes and brackets, which only a file's reader understands.
            guard !text.hasPrefix("[") && !text.hasPrefix("{") && !text.hasPrefix("'") else { continue }
            let environment = #expect(throws: SettingsError.self) { try fromEnvironment(setting, text) }
            let flag = #expect(throws: SettingsError.self) { try fromFlag(setting, text) }
            let fault = file?.message.dropFirst("f.yaml:1: \(row.key)".count) ?? "none"
            #expect(environment?.message == "environment: \(setting.environmentVariable)\(fault)")
            #expect(flag?.message == "command line: --\(setting.flag)\(fault)")
        }
    }

    @Test(
        "a default is one of the values that are taken, and is written as it is read",
        arguments: SettingsCatalog.all.map(\.key)
    )
    func defaults(key: String) throws {
        let setting = try #require(SettingsCatalog.all.first { $0.key == key })
        #expect(try fromFile(key, setting.defaultText).text(of: setting) == setting.defaultText)
        #expect((setting.defaultText == "null") == (setting.absence != nil))
    }

    @Test("no two settings share a key, a variable or, in one program, a flag")
    func distinct() {
        let all = SettingsCatalog.all
        #expect(Set(all.map(\.key)).count == all.count)
        #expect(Set(all.map(\.environmentVariable)).count == all.count)
        for program in SettingProgram.allCases {
            let flags = all.filter { $0.programs.contains(program) }.flatMap { [$0.flag] + $0.otherFlags }
            #expect(Set(flags).count == flags.count, "\(program.rawValue)")
        }
    }

    private func fromFile(_ key: String, _ text: String) throws -> EffectiveSettings {
        let file = try SettingsFile(path: "f.yaml", bytes: Array("\(key): \(text)\n".utf8))
        return EffectiveSettings(file)
    }

    private func fromEnvironment(_ setting: any SettingDefinition, _ text: String) throws -> EffectiveSettings {
        try SettingsSource(environment: SettingsEnvironment([setting.environmentVariable: text])).load()
    }

    private func fromFlag(_ setting: any SettingDefinition, _ text: String) throws -> EffectiveSettings {
        let flag = GivenFlag(key: setting.key, name: "--\(setting.flag)", text: text)
        return try SettingsSource(flags: [flag], environment: SettingsEnvironment([:])).load()
    }
}
