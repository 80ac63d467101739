/// A settings file with every setting at its default, and what each means.
package enum SettingsExample {
    /// The longest line of a comment, in characters.
    private static let width = 100

    package static func text(_ themes: [SettingsCatalog.Theme] = SettingsCatalog.themes) -> String {
        let head = """
            # Loquat's settings, all at their defaults: keep the lines that you change.
            # This file is looked for at --config, $LOQUAT_CONFIG, ~/.config/loquat/loquat.yaml, /etc/loquat/loquat.yaml.
            # The environment goes before it, and a program's flag (--max-buffer-time) before both.

            """
        return head + themes.map(text).joined()
    }

    private static func text(_ theme: SettingsCatalog.Theme) -> String {
        let title = "\n# ---- \(theme.title) ----\n"
        return title + theme.settings.map(text).joined()
    }

    private static func text(_ setting: any SettingDefinition) -> String {
        let absence = setting.absence.map { "; null: \($0)" } ?? ""
        let comment = [
            setting.meaning,
            "(\(setting.valueDescription)\(absence); $\(setting.environmentVariable); \(setting.changeDescription))",
        ]
        return "\n" + comment.flatMap(wrapped).map { "# \($0)\n" }.joined() + "\(setting.key): \(setting.defaultText)\n"
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
