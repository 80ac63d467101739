/// What holds for one model, in place of what holds for all.
package struct ModelSetting: Sendable, Equatable {
    package var system: String?
    package var temperature: Double?
    package var maxTokens: Int?
    package var keepAlive: String?
    package var cache: Bool?

    package init(
        system: String? = nil,
        temperature: Double? = nil,
        maxTokens: Int? = nil,
        keepAlive: String? = nil,
        cache: Bool? = nil
    ) {
        self.system = system
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.keepAlive = keepAlive
        self.cache = cache
    }
}

extension SettingKind where Value == ModelSetting {
    /// Some of the settings of all models, with the same kinds and ranges.
    static var model: Self {
        record(
            "model's settings",
            members: ["system", "temperature", "max_tokens", "keep_alive", "cache"],
            read: { (members) throws(SettingFault) in
                ModelSetting(
                    system: try members.value("system", Setting.system.kind) ?? nil,
                    temperature: try members.value("temperature", Setting.temperature.kind) ?? nil,
                    maxTokens: try members.value("max_tokens", Setting.maxTokens.kind) ?? nil,
                    keepAlive: try members.value("keep_alive", Setting.keepAlive.kind) ?? nil,
                    cache: try members.value("cache", Setting.cache.kind)
                )
            },
            write: { setting in
                [
                    setting.system.map { ("system", Setting.system.kind.write($0)) },
                    setting.temperature.map { ("temperature", Setting.temperature.kind.write($0)) },
                    setting.maxTokens.map { ("max_tokens", Setting.maxTokens.kind.write($0)) },
                    setting.keepAlive.map { ("keep_alive", Setting.keepAlive.kind.write($0)) },
                    setting.cache.map { ("cache", Setting.cache.kind.write($0)) },
                ].compactMap(\.self)
            }
        )
    }
}
