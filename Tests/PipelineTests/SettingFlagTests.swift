import Settings
import TestSupport
import Testing

extension RealPrograms {
    @Suite("Settings of the real programs")
    struct SettingFlagTests {
        static let programs = SettingProgram.allCases.filter { $0 != .loquat }

        @Test(
            "each setting is a flag of each program that uses it, with its range and its variable",
            arguments: programs
        )
        func flags(program: SettingProgram) async throws {
            let help = try await runPipeline(.ours(program.rawValue, "--help"))
            // Lines are wrapped.
            let words = help.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for setting in SettingsCatalog.all where setting.programs.contains(program) {
                #expect(words.contains("--\(setting.flag)"), "\(setting.key)")
                #expect(words.contains("$\(setting.environmentVariable)"), "\(setting.key)")
                #expect(words.contains(setting.range), "\(setting.key)")
            }
        }

        @Test("a file with a fault in another program's setting stops the start, too", arguments: programs)
        func otherPrograms(program: SettingProgram) async throws {
            try await withTemporaryDirectory { folder in
                let file = "\(folder)/loquat.yaml"
                try writeFile(file, "# mine\nlatency: 5s\nturns: 0\n")
                let result = try await runPipeline(.ours(program.rawValue, "--config", file))
                #expect(result.ends == [.code(78)])
                let fault =
                    "\(file):2: latency: '5s' is out of range; write a number with ms, s, min or h, from 20ms to 2s"
                #expect(result.messages == ["\(program.rawValue): \(fault)\n"])
            }
        }

        @Test(
            "a fault names the flag as it was written",
            arguments: [["--rate", "0"], ["--rate=0"], ["--replay-rate", "0"], ["--replay-rate=0"]]
        )
        func spelling(words: [String]) async throws {
            let result = try await runPipeline(.ours("llm-streamer", "--provider", "replay").adding(words))
            let flag = words[0].prefix { $0 != "=" }
            #expect(result.ends == [.code(64)])
            #expect(result.messages[0].contains(": \(flag): '0' is out of range"), "\(result.messages)")
        }

        @Test("config shows what holds, and where it is set")
        func config() async throws {
            try await withTemporaryDirectory { folder in
                let file = "\(folder)/loquat.yaml"
                try writeFile(file, "model: a\nlatency: 200ms\n")
                let environment = ["LOQUAT_CONFIG": file, "STREAMING_MODEL": "b"]
                let all = try await runPipeline(.ours("loquat", "config", environment: environment))
                let rows = all.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                #expect(rows.contains(["model", "b", "$STREAMING_MODEL"]))
                #expect(rows.contains(["latency", "200ms", "\(file):2"]))
                #expect(rows.contains(["lookahead", "10s", "default"]))
                #expect(rows.count == SettingsCatalog.all.count + 1)
                let one = try await runPipeline(.ours("loquat", "config", "latency", environment: environment))
                #expect(one.text == "200ms\n")
                let json = try await runPipeline(.ours("loquat", "config", "model", "--json", environment: environment))
                #expect(
                    json.text == #"{"default":"llama3.2:3b","from":"$STREAMING_MODEL","key":"model","value":"b"}"#
                        + "\n"
                )
                let misspelt = try await runPipeline(.ours("loquat", "config", "modle", environment: environment))
                #expect(misspelt.ends == [.code(64)] && misspelt.messages[0].contains("did you mean model?"))
            }
        }

        @Test("the example that config writes is a file that every program takes")
        func example() async throws {
            try await withTemporaryDirectory { folder in
                let example = try await runPipeline(.ours("loquat", "config", "--example"))
                try writeFile("\(folder)/loquat.yaml", example.text)
                let check = try await runPipeline(.ours("loquat", "config", "--check", "\(folder)/loquat.yaml"))
                #expect(check.ends == [.code(0)] && check.text == "\(folder)/loquat.yaml: it will do\n")
            }
        }
    }
}
