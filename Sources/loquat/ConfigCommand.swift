import ArgumentParser
import CommandOptions
import FoundationEssentials
import Logging
import ServiceRuntime
import Settings

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the settings that hold, and where each is set: flag, environment, file or default.",
        discussion: """
              loquat config                          all of them
              loquat config model                    one value, for scripts
              loquat config --example > loquat.yaml  a file with all of them, and what each means
              loquat config --check loquat.yaml      whether a file will do

            What a program that runs was started with may differ, by its own flags and environment.
            """
    )

    @Argument(help: "The setting whose value is shown.")
    var key: String?

    @OptionGroup(title: "Settings")
    var settings: SettingsOptions

    @Flag(help: "Show a JSON object for each setting, one a line.")
    var json = false

    @Flag(help: "Show a settings file with every setting at its default, and what it means.")
    var example = false

    @Option(help: "Only say whether this file will do.")
    var check: String?

    @Flag(help: .hidden)
    var markdown = false

    func validate() throws {
        let picks = [key != nil, example, check != nil, markdown].filter(\.self).count
        guard picks <= 1 else { throw ValidationError("name one setting, or use one of --example and --check") }
    }

    func run() async throws {
        try await Program.run("loquat", logger: .standardError(name: "loquat", verbose: false)) {
            if example { return try StandardOutput.write(SettingsExample.text()) }
            if markdown { return try StandardOutput.write(SettingsTable.markdown()) }
            if let check {
                _ = try SettingsSource(file: check, environment: SettingsEnvironment([:])).loadForStart()
                return try StandardOutput.write("\(check): it will do\n")
            }
            try show(try settings.source(flagsOf: self).loadForStart())
        }
    }

    private func show(_ settings: EffectiveSettings) throws {
        let shown = try key.map { [try SettingsCatalog.setting(called: $0)] } ?? SettingsCatalog.all
        if json {
            for setting in shown { try StandardOutput.write(Entry(setting, settings).json + [UInt8(ascii: "\n")]) }
        } else if key != nil {
            for setting in shown { try StandardOutput.write(settings.text(of: setting) + "\n") }
        } else {
            var table = TextTable(["SETTING", "VALUE", "FROM"])
            for setting in shown {
                table.append([setting.key, settings.text(of: setting), settings.origin(of: setting).description])
            }
            try StandardOutput.write(table.text)
        }
    }

    /// A setting as a program reads it.
    private struct Entry: Encodable {
        var key: String
        /// In YAML, on one line.
        var value: String
        var origin: String
        var defaultValue: String

        init(_ setting: some SettingDefinition, _ settings: EffectiveSettings) {
            key = setting.key
            value = settings.text(of: setting)
            origin = settings.origin(of: setting).description
            defaultValue = setting.defaultText
        }

        enum CodingKeys: String, CodingKey {
            case key, value
            case origin = "from"
            case defaultValue = "default"
        }

        var json: [UInt8] {
            get throws {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
                return Array(try encoder.encode(self))
            }
        }
    }
}

extension SettingsCatalog {
    /// The setting with that key, `_` or `-` between its words.
    fileprivate static func setting(called name: String) throws -> any SettingDefinition {
        let key = String(name.map { $0 == "-" ? "_" : $0 })
        guard let setting = all.first(where: { $0.key == key }) else {
            throw ProgramFailure(.usage, UnknownSetting.problem(name, among: all.map(\.key)))
        }
        return setting
    }
}
