private import CLinux

/// The environment's share of the settings.
package struct SettingsEnvironment: Sendable {
    /// Where the file is looked for.
    package static let fileVariable = "LOQUAT_CONFIG"

    private static let prefixes = ["LOQUAT_", "STREAMING_"]

    private let variables: [String: String]

    /// An empty variable counts as one that is not set.
    package init(_ variables: [String: String]) {
        self.variables = variables.filter { !$0.value.isEmpty }
    }

    /// This process's own.
    package static var current: Self {
        var variables: [String: String] = [:]
        var entry = linux_environment()
        while let text = entry?.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1)
            if pair.count == 2, isOfInterest(pair[0]) { variables[String(pair[0])] = String(pair[1]) }
            entry = entry?.successor()
        }
        return Self(variables)
    }

    private static func isOfInterest(_ name: Substring) -> Bool {
        prefixes.contains { name.hasPrefix($0) } || name == "HOME" || name == "XDG_CONFIG_HOME"
    }

    package subscript(name: String) -> String? { variables[name] }

    /// The file that was named, which has to be there.
    var namedFile: String? { variables[Self.fileVariable] }

    /// Where the file is looked for when none was named, in this order.
    var usualFiles: [String] {
        // As the XDG base directory specification has it: a relative path there is to be ignored.
        let home =
            variables["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? variables["HOME"].map { "\($0)/.config" }
        return [home.map { "\($0)/loquat/loquat.yaml" }, "/etc/loquat/loquat.yaml"].compactMap(\.self)
    }

    /// Refuses a misspelt variable: all that begin with `LOQUAT_` are settings, and those that begin with `STREAMING_` and are
    /// nearly one.
    func checkNames(_ catalog: [any SettingDefinition]) throws(SettingsError) {
        let known = catalog.map(\.environmentVariable)
        for name in variables.keys.sorted() where name != Self.fileVariable && !known.contains(name) {
            guard let prefix = Self.prefixes.first(where: name.hasPrefix) else { continue }
            let key = name.dropFirst(prefix.count).lowercased()
            let sameKey = catalog.first { $0.key == key }?.environmentVariable
            if let sameKey {
                throw SettingsError(.environment, "environment: \(name) is no setting; did you mean \(sameKey)?")
            }
            guard prefix == "LOQUAT_" || UnknownSetting.isNear(name, known) else { continue }
            throw SettingsError(.environment, "environment: \(UnknownSetting.problem(name, among: known))")
        }
    }
}
