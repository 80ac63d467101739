/// Where a value comes from.
package enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    /// With the flag as it was given: `--workers`.
    case flag(String)
    /// With the variable's name.
    case environment(String)
    case file(path: String, line: Int)
    case definition

    /// For people: `--workers`, `$LOQUAT_OUTPUT`, `/etc/loquat/loquat.yaml:12`, `default`.
    package var description: String {
        switch self {
        case .flag(let name): name
        case .environment(let name): "$\(name)"
        case .file(let path, let line): "\(path):\(line)"
        case .definition: "default"
        }
    }
}

/// A setting's flag as it was given.
package struct GivenFlag: Sendable, Equatable {
    /// The setting's key.
    package var key: String

    /// The flag: `--workers`.
    package var name: String

    package var text: String

    package init(key: String, name: String, text: String) {
        self.key = key
        self.name = name
        self.text = text
    }
}
