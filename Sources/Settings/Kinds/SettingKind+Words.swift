extension SettingKind where Value == Bool {
    /// `true` or `false`; `yes`, `no`, `on` and `off` say the same.
    package static var boolean: Self {
        Self(
            name: "true or false",
            valueName: "true|false",
            advice: "write true or false",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "true or false")
                switch text.lowercased() {
                case "true", "yes", "on", "1": return true
                case "false", "no", "off", "0": return false
                default: throw SettingFault("\(SettingText.shown(text)) is neither true nor false")
                }
            },
            write: { $0 ? "true" : "false" }
        )
    }
}

extension SettingKind where Value == String {
    /// A text of `minimum` to `maximum` bytes that `called` says more about: `name`, `path`; without line breaks unless
    /// `multiline`.
    package static func text(
        _ called: String = "text",
        minimum: Int = 1,
        maximum: Int = 1_024,
        multiline: Bool = false
    ) -> Self {
        Self(
            name: "a \(called)",
            valueName: called,
            advice: "write \(minimum) to \(maximum) bytes\(multiline ? "" : " on one line")",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: called)
                guard (minimum...maximum).contains(text.utf8.count) else {
                    throw SettingFault(text.isEmpty ? "it is empty" : "it is \(text.utf8.count) bytes long")
                }
                let isText = text.unicodeScalars.allSatisfy {
                    $0.properties.generalCategory != .control || multiline && ["\n", "\t"].contains($0)
                }
                guard isText else { throw SettingFault("\(SettingText.shown(text)) holds control characters") }
                return text
            },
            write: SettingText.yaml
        )
    }

    /// Where sound goes; audio-sequencer reads the whole name, this tells one that begins wrongly before it is asked.
    package static var output: Self {
        Self(
            name: "an output",
            valueName: "output",
            advice: "write pulse, pulse:SINK, wav:FILE, pcm:FILE, pcm:-, null or null:NAME",
            read: { (node) throws(SettingFault) in
                let output = try node.scalar(for: "output", nullIsWord: true)
                let isKnown =
                    ["pulse", "null"].contains(output)
                    || ["pulse:", "wav:", "pcm:", "null:"].contains { output.hasPrefix($0) && output != $0 }
                guard isKnown, output.utf8.count <= 4_096 else {
                    throw SettingFault("\(SettingText.shown(output)) is no output")
                }
                return output
            },
            write: SettingText.yaml
        )
    }

    /// An address of a server: `http://localhost:11434`.
    package static var url: Self {
        let text = Self.text("URL", maximum: 2_048)
        return Self(
            name: "a URL",
            valueName: "url",
            advice: "write one such as http://localhost:11434",
            read: { (node) throws(SettingFault) in
                let url = try text.read(node)
                let schemes = ["http://", "https://"]
                guard let scheme = schemes.first(where: { url.lowercased().hasPrefix($0) }),
                    url.utf8.count > scheme.utf8.count, !url.contains(where: \.isWhitespace)
                else { throw SettingFault("\(SettingText.shown(url)) is no http or https URL") }
                return url
            },
            write: SettingText.yaml
        )
    }
}

extension SettingKind where Value: RawRepresentable<String> & CaseIterable {
    /// One of a few words.
    package static var choice: Self {
        let words = Value.allCases.map(\.rawValue)
        let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        return Self(
            name: "one of \(words.count) words",
            valueName: words.joined(separator: "|"),
            range: list,
            advice: "write \(list)",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "word")
                guard let value = Value(rawValue: text) else {
                    throw SettingFault("\(SettingText.shown(text)) is not known")
                }
                return value
            },
            write: \.rawValue
        )
    }
}
