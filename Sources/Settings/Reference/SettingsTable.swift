/// The README's tables of all settings.
package enum SettingsTable {
    /// One table for each theme, in Markdown.
    package static func markdown(_ themes: [SettingsCatalog.Theme] = SettingsCatalog.themes) -> String {
        themes.map(table).joined(separator: "\n")
    }

    private static func table(_ theme: SettingsCatalog.Theme) -> String {
        let head = "| \(theme.title) | values | default | variable |\n|---|---|---|---|\n"
        return head + theme.settings.map(row).joined()
    }

    private static func row(_ setting: any SettingDefinition) -> String {
        let isReloaded = setting.change == .reload ? " \u{21BB}" : ""
        let defaultText = setting.absence ?? "`\(setting.defaultText)`"
        let cells = [
            "`\(setting.key)`\(isReloaded): \(setting.meaning)", setting.valueDescription, defaultText,
            "`\(setting.environmentVariable)`",
        ]
        // A bar would end the cell.
        return "| \(cells.map { String($0.flatMap { $0 == "|" ? "\\|" : String($0) }) }.joined(separator: " | ")) |\n"
    }
}
