internal import Settings

/// Another value for a setting, with what was measured that speaks for it.
package struct Recommendation: Sendable, Equatable, Encodable {
    /// The setting's key.
    package var setting: String
    /// The value that it has, and the one that it should have, in YAML.
    package var current: String
    package var value: String
    /// What was measured: a sentence for people, with its figures.
    package var measurement: String
    /// What the other value changes: a sentence for people.
    package var reason: String

    /// `nil` where the setting has that value already.
    init?<Value>(
        _ setting: Setting<Value>,
        _ value: Value,
        in settings: EffectiveSettings,
        _ measurement: String,
        _ reason: String
    ) {
        self.setting = setting.key
        self.value = setting.kind.write(value)
        current = settings.text(of: setting)
        self.measurement = measurement
        self.reason = reason
        if self.value == current { return nil }
    }
}
