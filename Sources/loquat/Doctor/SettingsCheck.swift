import CommandOptions
import ServiceRuntime
import Settings

/// Whether the settings can be read, and where they come from.
struct SettingsCheck: Sendable {
    let source: SettingsSource

    func run() -> [Finding] {
        do throws(ProgramFailure) {
            let settings = try source.loadForStart()
            let changed = SettingsCatalog.all.filter { settings.origin(of: $0).description != "default" }
            return [Finding("settings", .ok, Self.summary(of: changed.map(\.key)))]
        } catch {
            return [
                Finding(
                    "settings",
                    .failure,
                    error.message,
                    advice: "`loquat config --check FILE` says when it will do"
                )
            ]
        }
    }
    /// The longest list of names that a person takes in at a glance.
    private static let mostNames = 4

    /// What is set, for people: by name where that is little.
    static func summary(of names: [String]) -> String {
        switch names.count {
        case 0: "all have their defaults"
        case 1: "\(names[0]) is set, all others have their defaults"
        case ...mostNames:
            "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) are set, all others have their defaults"
        default: "\(names.count) are set, all others have their defaults; `loquat config` shows them"
        }
    }
}
