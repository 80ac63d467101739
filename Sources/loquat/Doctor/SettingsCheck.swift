import CommandOptions
import ServiceRuntime
import Settings

/// Whether the settings can be read, and where they come from.
struct SettingsCheck: Sendable {
    let source: SettingsSource

    func run() -> [Finding] {
        do throws(ProgramFailure) {
            let settings = try source.loadForStart()
            let changed = SettingsCatalog.all.filter { settings.origin(of: $0).description != "default" }.count
            let detail = changed == 0 ? "all have their defaults" : "set are \(changed), the others have their defaults"
            return [Finding("settings", .ok, detail)]
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
}
