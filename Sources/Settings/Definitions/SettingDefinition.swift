/// A setting, whatever its values are.
package protocol SettingDefinition: Sendable {
    /// The name in the file.
    var key: String { get }

    /// One or two sentences for people.
    var meaning: String { get }

    /// The programs that use it.
    var programs: [SettingProgram] { get }

    /// When a program that runs takes another value.
    var change: SettingChange { get }

    /// Further names of the flag, without `--`.
    var otherFlags: [String] { get }

    var environmentVariable: String { get }

    /// With its article: `a duration`.
    var kindName: String { get }

    /// For a flag's help: `duration`.
    var valueName: String { get }

    /// `from 100ms to 1min`; empty: all values of the kind.
    var range: String { get }

    /// `tokens`; empty: the value says it itself, or counts nothing.
    var unit: String { get }

    /// Whether a flag and a variable hold YAML, for a list or a map.
    var isCollection: Bool { get }

    /// The default in YAML, on one line; `null` where there is none.
    var defaultText: String { get }

    /// What holds where the default is `null`: `the model's own`.
    var absence: String? { get }

    /// The value that `node` is, in YAML on one line.
    ///
    /// - Throws: where it is none that the setting takes.
    func canonicalText(of node: YAMLNode) throws(SettingFault) -> String
}

extension SettingDefinition {
    /// The flag's first name, without `--`.
    package var flag: String { String(key.map { $0 == "_" ? "-" : $0 }) }

    /// The default for people.
    package var defaultDescription: String { absence ?? defaultText }

    /// The kind, its range and its unit for people: `a whole number from 1 to 64, tokens`.
    package var valueDescription: String {
        let value =
            range.isEmpty || kindName.hasPrefix("one of") ? (range.isEmpty ? kindName : range) : "\(kindName) \(range)"
        return unit.isEmpty ? value : "\(value), \(unit)"
    }

    /// When a change is taken, for people.
    package var changeDescription: String { change == .reload ? "taken by a reload" : "taken at the next start" }

    /// A flag's whole help.
    package var help: String {
        let details = [
            range.isEmpty ? nil : range, unit.isEmpty ? nil : unit, "default: \(defaultDescription)",
            "$\(environmentVariable)",
        ]
        return "\(meaning) (\(details.compactMap(\.self).joined(separator: "; ")))"
    }
}
