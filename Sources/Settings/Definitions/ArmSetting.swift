/// One arm of the experiment: its share of the sessions, and what holds for their turns in place of what holds for all.
package struct ArmSetting: Sendable, Equatable {
    package var weight = 1
    package var model: String?
    package var system: String?
    package var temperature: Double?
    package var maxTokens: Int?
    package var keepAlive: String?
    package var voice: String?
    package var language: String?
    package var rate: Int?
    package var enabled: Bool?
    package var maxBufferTime: Duration?
    package var maxTokensPerPhrase: Int?

    package init() {}
}

extension SettingKind where Value == ArmSetting {
    private static var weights: SettingKind<Int> { .integer(0...1_000_000) }

    private static var members: [String] {
        [
            "weight", "model", "system", "temperature", "max_tokens", "keep_alive", "voice", "language", "rate",
            "enabled",
            "max_buffer_time", "max_tokens_per_phrase",
        ]
    }

    /// Its weight, and those of the settings that can be another for each turn, with the same kinds and ranges.
    static var arm: Self {
        let record = settings
        return Self(
            name: record.name,
            valueName: record.valueName,
            advice: record.advice,
            isCollection: true,
            read: { (node) throws(SettingFault) in
                if case .mapping(let entries) = node.content { try refuseOthers(entries) }
                return try record.read(node)
            },
            write: record.write
        )
    }

    /// A setting that there is, and that no turn has of its own, deserves another message than a misspelt one.
    private static func refuseOthers(_ entries: [YAMLNode.Entry]) throws(SettingFault) {
        for entry in entries where !members.contains(entry.name) {
            guard SettingsCatalog.all.contains(where: { $0.key == entry.name }) else { continue }
            throw SettingFault(
                "\(entry.name) holds for all turns, and cannot be an arm's",
                advice: "an arm may have \(members.joined(separator: ", "))",
                at: entry.mark
            )
        }
    }

    private static var settings: Self {
        record(
            "arm",
            members: members,
            read: { (members) throws(SettingFault) in
                var arm = ArmSetting()
                arm.weight = try members.value("weight", weights) ?? arm.weight
                arm.model = try members.value("model", Setting.model.kind)
                arm.system = try members.value("system", Setting.system.kind) ?? nil
                arm.temperature = try members.value("temperature", Setting.temperature.kind) ?? nil
                arm.maxTokens = try members.value("max_tokens", Setting.maxTokens.kind) ?? nil
                arm.keepAlive = try members.value("keep_alive", Setting.keepAlive.kind) ?? nil
                arm.voice = try members.value("voice", Setting.voice.kind) ?? nil
                arm.language = try members.value("language", Setting.language.kind) ?? nil
                arm.rate = try members.value("rate", Setting.rate.kind)
                arm.enabled = try members.value("enabled", Setting.enabled.kind)
                arm.maxBufferTime = try members.value("max_buffer_time", Setting.maxBufferTime.kind)
                arm.maxTokensPerPhrase = try members.value("max_tokens_per_phrase", Setting.maxTokensPerPhrase.kind)
                return arm
            },
            write: { arm in
                let members: [(String, String?)] = [
                    ("weight", weights.write(arm.weight)),
                    ("model", arm.model.map { Setting.model.kind.write($0) }),
                    ("system", arm.system.map { Setting.system.kind.write($0) }),
                    ("temperature", arm.temperature.map { Setting.temperature.kind.write($0) }),
                    ("max_tokens", arm.maxTokens.map { Setting.maxTokens.kind.write($0) }),
                    ("keep_alive", arm.keepAlive.map { Setting.keepAlive.kind.write($0) }),
                    ("voice", arm.voice.map { Setting.voice.kind.write($0) }),
                    ("language", arm.language.map { Setting.language.kind.write($0) }),
                    ("rate", arm.rate.map { Setting.rate.kind.write($0) }),
                    ("enabled", arm.enabled.map { Setting.enabled.kind.write($0) }),
                    ("max_buffer_time", arm.maxBufferTime.map { Setting.maxBufferTime.kind.write($0) }),
                    ("max_tokens_per_phrase", arm.maxTokensPerPhrase.map { Setting.maxTokensPerPhrase.kind.write($0) }),
                ]
                return members.compactMap { name, text in text.map { (name, $0) } }
            }
        )
    }
}
