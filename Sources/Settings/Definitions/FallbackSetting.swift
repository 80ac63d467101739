/// A model that answers where the one before it does not.
package struct FallbackSetting: Sendable, Equatable {
    /// The model's name on its server; `nil`: the same name.
    package var model: String?

    /// Its server's address; `nil`: its provider's own setting.
    package var url: String?

    /// Who serves it: ollama or openai; `nil`: the same.
    package var provider: ModelProvider?

    package init(model: String? = nil, url: String? = nil, provider: ModelProvider? = nil) {
        self.model = model
        self.url = url
        self.provider = provider
    }
}

extension SettingKind where Value == FallbackSetting {
    /// One of the two may be left out: another model on the same server, or the same model on another.
    static var fallback: Self {
        let name = SettingKind<String>.text("name", maximum: 256)
        let provider = SettingKind<ModelProvider>.choice
        return record(
            "fallback",
            members: ["model", "url", "provider"],
            read: { (members) throws(SettingFault) in
                let fallback = FallbackSetting(
                    model: try members.value("model", name),
                    url: try members.value("url", .url),
                    provider: try members.value("provider", provider)
                )
                guard fallback.provider != .replay else { throw SettingFault("a replay is no fallback") }
                guard fallback.model != nil || fallback.url != nil else {
                    throw SettingFault("it is the same model on the same server")
                }
                return fallback
            },
            write: { fallback in
                [
                    fallback.model.map { ("model", name.write($0)) },
                    fallback.url.map { ("url", SettingKind<String>.url.write($0)) },
                    fallback.provider.map { ("provider", provider.write($0)) },
                ].compactMap(\.self)
            }
        )
    }
}
