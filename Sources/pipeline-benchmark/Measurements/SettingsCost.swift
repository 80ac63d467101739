import Settings
import TestSupport

/// What each program's start pays for its settings: a file with all of them is read, checked and resolved.
struct SettingsCost {
    let conditions: Conditions

    func run() throws -> [Row] {
        let folder = try makeTemporaryDirectory()
        defer { removeTree(folder) }
        try writeFile("\(folder)/loquat.yaml", SettingsExample.text())
        let full = try row(
            "settings: a file with all of them",
            SettingsSource(file: "\(folder)/loquat.yaml"),
            .atMost(1)
        )
        let none = try row(
            "settings: without a file",
            SettingsSource(environment: SettingsEnvironment(["XDG_CONFIG_HOME": folder])),
            .none
        )
        return [full, none]
    }

    private func row(_ name: String, _ source: SettingsSource, _ target: Row.Target) throws -> Row {
        let runs = conditions.isQuick ? 50 : 500
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<runs {
            let start = clock.now
            _ = try source.load()
            times.append(start.duration(to: clock.now))
        }
        let median = times.sorted()[runs / 2]
        return Row(name + ", median", median / .milliseconds(1), "ms", target, note: "\(runs) runs")
    }
}
