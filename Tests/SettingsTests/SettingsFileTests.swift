import Glibc
import Settings
import TestSupport
import Testing

struct SettingsFileTests {
    private func error(_ text: String) -> SettingsError? {
        do throws(SettingsError) {
            _ = try SettingsFile(path: "loquat.yaml", bytes: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    static let refused = [
        (
            "# mine\nmodel: qwen3:4b\nmax_buffer_time: 2 parsecs\n",
            "loquat.yaml:3: max_buffer_time: '2 parsecs' is no duration; write a number with ms, s, min or h, from 100ms to 1min"
        ),
        (
            "max_buffer_time: 2min\n",
            "loquat.yaml:1: max_buffer_time: '2min' is out of range; write a number with ms, s, min or h, from 100ms to 1min"
        ),
        (
            "max_tokens_per_phrase: many\n",
            "loquat.yaml:1: max_tokens_per_phrase: 'many' is no whole number; write a whole number from 5 to 1000"
        ),
        ("model:\n  - a\n", "loquat.yaml:1: model: a list is no name; write 1 to 256 bytes on one line"),
        ("provider: chatgpt\n", "loquat.yaml:1: provider: 'chatgpt' is not known; write ollama, openai or replay"),
        ("model:\n", "loquat.yaml:1: model: nothing is no name; write 1 to 256 bytes on one line"),
        ("\nmax_bufer_time: 2s\n", "loquat.yaml:2: 'max_bufer_time' is no setting; did you mean max_buffer_time?"),
        ("colour: red\n", "loquat.yaml:1: 'colour' is no setting; `loquat config --example` shows all of them"),
        ("- model\n", "loquat.yaml:1: this is no settings file: it must hold lines such as max_buffer_time: 2s"),
        (
            "model: a\nmodel: b\n",
            "loquat.yaml:2: this is no settings file: model stands here and in line 1: keep one of them"
        ),
    ]

    @Test("what a file may not hold is named with file, line, key, value and what would do", arguments: refused)
    func refusal(text: String, message: String) {
        #expect(error(text) == SettingsError(.file, message))
    }

    @Test("an empty file sets nothing", arguments: ["", "# nothing\n", "---\n"])
    func empty(text: String) {
        #expect(error(text) == nil)
    }

    @Test("a file that was named has to be there")
    func missing() async throws {
        try await withTemporaryDirectory { folder in
            let missing = #expect(throws: SettingsError.self) { try SettingsSource(file: "\(folder)/no.yaml").load() }
            #expect(missing?.message == "\(folder)/no.yaml: it cannot be read: No such file or directory")
            let environment = SettingsEnvironment(["LOQUAT_CONFIG": folder])
            let noFile = #expect(throws: SettingsError.self) { try SettingsSource(environment: environment).load() }
            #expect(noFile?.message == "\(folder): it cannot be read: Is a directory")
        }
    }

    @Test("a file that was not named may be missing")
    func notNamed() async throws {
        try await withTemporaryDirectory { folder in
            let variables = ["HOME": folder, "XDG_CONFIG_HOME": "\(folder)/none"]
            let model = try model(variables)
            #expect(model == Setting.model.defaultValue)
        }
    }

    private func model(_ variables: [String: String], file: String? = nil) throws -> String {
        try SettingsSource(file: file, environment: SettingsEnvironment(variables)).load()[.model]
    }

    @Test("the file is looked for where it was named, then in the user's folder")
    func places() async throws {
        try await withTemporaryDirectory { folder in
            for path in ["home", "home/.config", "home/.config/loquat", "config", "config/loquat"] {
                mkdir("\(folder)/\(path)", 0o700)
            }
            let (named, flag) = ("\(folder)/named.yaml", "\(folder)/flag.yaml")
            try writeFile(named, "model: named")
            try writeFile(flag, "model: flag")
            try writeFile("\(folder)/home/.config/loquat/loquat.yaml", "model: home")
            try writeFile("\(folder)/config/loquat/loquat.yaml", "model: config")
            var variables = ["HOME": "\(folder)/home"]
            #expect(try model(variables) == "home")
            variables["XDG_CONFIG_HOME"] = "\(folder)/config"
            #expect(try model(variables) == "config")
            variables["LOQUAT_CONFIG"] = named
            #expect(try model(variables) == "named")
            #expect(try model(variables, file: flag) == "flag")
        }
    }
}
