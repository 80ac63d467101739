import Settings
import TestSupport
import Testing

struct SettingsSourceTests {
    private func load(
        _ file: String = "",
        environment: [String: String] = [:],
        flags: [GivenFlag] = []
    ) async throws -> EffectiveSettings {
        try await withTemporaryDirectory { folder in
            try writeFile("\(folder)/loquat.yaml", file)
            let source = SettingsSource(
                file: "\(folder)/loquat.yaml",
                flags: flags,
                environment: SettingsEnvironment(environment)
            )
            return try source.load()
        }
    }

    @Test(
        "a flag goes before the environment, that before the file, that before the default; each says where it is from"
    )
    func order() async throws {
        let flag = GivenFlag(key: "model", name: "--model", text: "d")
        var settings = try await load()
        #expect(settings[.model] == "llama3.2:3b" && settings.origin(of: Setting.model) == .definition)
        settings = try await load("\nmodel: b")
        #expect(settings[.model] == "b" && settings.origin(of: Setting.model).description.hasSuffix("/loquat.yaml:2"))
        settings = try await load("model: b", environment: ["STREAMING_MODEL": "c"])
        #expect(settings[.model] == "c" && settings.origin(of: Setting.model).description == "$STREAMING_MODEL")
        settings = try await load("model: b", environment: ["STREAMING_MODEL": "c"], flags: [flag])
        #expect(settings[.model] == "d" && settings.origin(of: Setting.model).description == "--model")
    }

    @Test("an empty variable is one that is not set")
    func emptyVariable() async throws {
        #expect(try await load("model: b", environment: ["STREAMING_MODEL": ""])[.model] == "b")
    }

    @Test("null takes a value away again")
    func null() async throws {
        #expect(try await load("temperature: null")[.temperature] == nil)
        #expect(try await load("temperature: 0.5", environment: ["LOQUAT_TEMPERATURE": "null"])[.temperature] == nil)
    }

    static let environmentFaults = [
        (
            ["STREAMING_MAX_BUFFER_TIME": "ages"],
            "environment: STREAMING_MAX_BUFFER_TIME: 'ages' is no duration; write a number with ms, s, min or h, from 100ms to 1min"
        ),
        (["LOQUAT_MODEL": "x"], "environment: LOQUAT_MODEL is no setting; did you mean STREAMING_MODEL?"),
        (
            ["LOQUAT_STAL_TIMEOUT": "1s"],
            "environment: 'LOQUAT_STAL_TIMEOUT' is no setting; did you mean LOQUAT_STALL_TIMEOUT?"
        ),
        (["STREAMING_MODLE": "x"], "environment: 'STREAMING_MODLE' is no setting; did you mean STREAMING_MODEL?"),
    ]

    @Test("a bad variable is named with its value and what would do", arguments: environmentFaults)
    func badVariable(environment: [String: String], message: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await load(environment: environment) }
        #expect(error == SettingsError(.environment, message))
    }

    @Test("a variable of another program is left alone")
    func otherVariables() async throws {
        _ = try await load(environment: ["STREAMING_SERVER_PORT": "80", "PATH": "/bin"])
    }

    @Test("a bad flag is named as a bad variable is")
    func badFlag() async throws {
        let flag = GivenFlag(key: "max_buffer_time", name: "--max-buffer-time", text: "ages")
        let error = await #expect(throws: SettingsError.self) { try await load(flags: [flag]) }
        let message =
            "command line: --max-buffer-time: 'ages' is no duration; write a number with ms, s, min or h, from 100ms to 1min"
        #expect(error == SettingsError(.commandLine, message))
    }

    @Test("a list and a map are YAML in a variable")
    func collections() async throws {
        let list = Setting<[Int]>(
            "numbers",
            .list(of: .integer(1...9), count: 0...3),
            default: [],
            "Numbers.",
            for: .loquat
        )
        let load = { (text: String) throws in
            try SettingsSource(environment: SettingsEnvironment(["LOQUAT_NUMBERS": text])).load([list])[list]
        }
        #expect(try load("[1, 9]") == [1, 9])
        let outOfRange = #expect(throws: SettingsError.self) { try load("[1, 10]") }
        #expect(
            outOfRange?.message
                == "environment: LOQUAT_NUMBERS[1]: '10' is out of range; write a whole number from 1 to 9"
        )
        let broken = #expect(throws: SettingsError.self) { try load("[1") }
        #expect(broken?.message.hasPrefix("environment: LOQUAT_NUMBERS: '[1' is no YAML: ") == true)
    }
}
