/// A BCP 47 language tag, as far as choosing a voice needs it.
package enum LanguageTag {
    /// The names to look a voice up by, the best first: the tag itself, then shorter and shorter (RFC 4647, section
    /// 3.4), each also by the name that espeak-ng has for it.
    ///
    /// | tag | names |
    /// |---|---|
    /// | `en-US` | `en-us`, `en` |
    /// | `zh-Hant-HK` | `yue`, `zh-hant-hk`, `zh-hant`, `zh`, `cmn` |
    /// | `de_AT.UTF-8` | `de-at`, `de` |
    package static func candidates(for tag: String) -> [String] {
        let withoutEncoding = tag.prefix { $0 != "." && $0 != "@" }
        var parts = withoutEncoding.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
        var names: [String] = []
        if parts.first == "zh", parts.contains("hk") || parts.contains("mo") { names.append("yue") }
        while !parts.isEmpty {
            let name = parts.joined(separator: "-")
            names.append(name)
            if let other = aliases[name] { names.append(other) }
            parts.removeLast()
            // A single letter only announces what follows it.
            if parts.last?.count == 1 { parts.removeLast() }
        }
        return names
    }

    /// The language alone: `pt` of `pt-BR`.
    package static func primary(_ tag: String) -> String {
        String(tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." })
    }

    /// Old codes and codes of whole groups, by the language that espeak-ng speaks for them.
    private static let aliases = [
        "zh": "cmn", "no": "nb", "nn": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "hr",
        "es-us": "es-419", "es-ar": "es-419", "es-co": "es-419", "es-cl": "es-419", "es-pe": "es-419",
    ]
}
