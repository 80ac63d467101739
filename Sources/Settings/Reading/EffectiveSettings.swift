/// What holds: for each setting the value that was given, by the strongest who gave one, else the default.
package struct EffectiveSettings: Sendable {
    /// A value that was given, and checked.
    private struct Given: Sendable {
        var node: YAMLNode
        var origin: SettingOrigin
    }

    /// The file that was read; `nil`: none was there.
    package let file: String?

    private var given: [String: Given]

    /// What a file sets, over the defaults.
    package init(_ file: SettingsFile?) {
        self.file = file?.path
        var given: [String: Given] = [:]
        for entry in file?.entries ?? [] {
            let origin = SettingOrigin.file(path: file?.path ?? "", line: entry.mark.line)
            given[entry.name] = Given(node: entry.value, origin: origin)
        }
        self.given = given
    }

    /// Puts a checked value over what was given before.
    mutating func set(_ key: String, _ node: YAMLNode, _ origin: SettingOrigin) {
        given[key] = Given(node: node, origin: origin)
    }

    /// Takes over what `other` says of a setting, also where that is nothing.
    mutating func take(_ key: String, from other: EffectiveSettings) {
        given[key] = other.given[key]
    }

    /// The setting's value.
    package subscript<Value>(setting: Setting<Value>) -> Value {
        guard let node = given[setting.key]?.node else { return setting.defaultValue }
        do throws(SettingFault) {
            return try setting.kind.read(node)
        } catch {
            preconditionFailure("\(setting.key) was checked when it was loaded: \(error.problem)")
        }
    }

    /// Where the setting's value comes from.
    package func origin(of setting: some SettingDefinition) -> SettingOrigin {
        given[setting.key]?.origin ?? .definition
    }

    /// The setting's value in YAML, on one line.
    package func text(of setting: some SettingDefinition) -> String {
        guard let node = given[setting.key]?.node, let text = try? setting.canonicalText(of: node) else {
            return setting.defaultText
        }
        return text
    }
}
