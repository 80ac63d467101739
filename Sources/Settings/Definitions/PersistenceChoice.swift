/// Whether and where the talk is kept on the disk.
package enum PersistenceChoice: Sendable, Equatable {
    /// In memory only.
    case off
    /// In the usual file.
    case usual
    /// In the file at this path.
    case file(String)
}

extension SettingKind where Value == PersistenceChoice {
    /// True, false, or a file's whole path.
    static var persistence: Self {
        Self(
            name: "true, false or a path",
            valueName: "file",
            advice: "write true, false or a file's whole path such as /var/lib/loquat/talk.sqlite",
            read: { (node) throws(SettingFault) in
                if let isOn = try? SettingKind<Bool>.boolean.read(node) { return isOn ? .usual : .off }
                let path = try SettingKind<String>.text("path").read(node)
                guard path.hasPrefix("/"), !path.hasSuffix("/") else {
                    throw SettingFault("\(SettingText.shown(path)) is no file's whole path")
                }
                return .file(path)
            },
            write: { choice in
                switch choice {
                case .off: "false"
                case .usual: "true"
                case .file(let path): SettingText.yaml(path)
                }
            }
        )
    }
}
