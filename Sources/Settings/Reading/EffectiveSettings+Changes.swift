/// A setting whose value has changed.
package struct SettingDifference: Sendable, Equatable {
    package var key: String

    /// The values in YAML, on one line.
    package var old: String
    package var new: String

    /// When the new value is taken.
    package var change: SettingChange

    package init(key: String, old: String, new: String, change: SettingChange) {
        self.key = key
        self.old = old
        self.new = new
        self.change = change
    }
}

extension EffectiveSettings {
    /// What is different in `new` of what `program` uses, in the catalog's order.
    package func differences(
        to new: EffectiveSettings,
        for program: SettingProgram,
        _ catalog: [any SettingDefinition] = SettingsCatalog.all
    ) -> [SettingDifference] {
        catalog.compactMap { setting in
            guard setting.programs.contains(program) else { return nil }
            let (before, after) = (text(of: setting), new.text(of: setting))
            guard before != after else { return nil }
            return SettingDifference(key: setting.key, old: before, new: after, change: setting.change)
        }
    }

    /// These settings with what `new` says of `keys`.
    package func taking(_ keys: [String], from new: EffectiveSettings) -> EffectiveSettings {
        var merged = self
        for key in keys { merged.take(key, from: new) }
        return merged
    }
}
