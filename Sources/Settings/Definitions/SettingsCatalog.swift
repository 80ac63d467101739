/// Every setting that there is, by theme: the order of the example and of the README's table.
package enum SettingsCatalog {
    /// Settings that belong together.
    package struct Theme: Sendable {
        package var title: String
        package var settings: [any SettingDefinition]

        package init(_ title: String, _ settings: [any SettingDefinition]) {
            self.title = title
            self.settings = settings
        }
    }

    package static var themes: [Theme] {
        [
            .model, .fallback, .replay, .requests, .phrases, .voice, .sound, .sessions, .caches, .http, .safety,
            .switches,
        ]
    }

    package static var all: [any SettingDefinition] { themes.flatMap(\.settings) }
}
