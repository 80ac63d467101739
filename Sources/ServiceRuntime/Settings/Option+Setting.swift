package import ArgumentParser
package import Settings

extension Option where Value == GivenFlag? {
    /// A setting's flag: its names and its help are the definition's, and its value is checked with all other settings.
    package init<Kind>(_ setting: Setting<Kind>) {
        let flags = [setting.flag] + setting.otherFlags
        let key = setting.key
        self.init(
            name: NameSpecification(flags.map { .customLong($0) }),
            help: ArgumentHelp("\(setting.help)", valueName: setting.valueName),
            transform: { text in GivenFlag(key: key, name: GivenFlag.typed(flags, for: text), text: text) }
        )
    }
}

extension Option where Value == GivenFlag? {
    /// A setting's flag that may stand without a value, which then is `alone`.
    package init<Kind>(_ setting: Setting<Kind>, alone: String) {
        let key = setting.key
        let flag = { @Sendable in GivenFlag(key: key, name: "--\(setting.flag)", text: $0) }
        self.init(
            name: NameSpecification(([setting.flag] + setting.otherFlags).map { .customLong($0) }),
            defaultAsFlag: flag(alone),
            help: ArgumentHelp("\(setting.help)", valueName: setting.valueName),
            transform: flag
        )
    }
}

/// What may hold settings' flags that were given.
private protocol FlagHolder {
    var givenFlags: [GivenFlag] { get }
}

extension Option: FlagHolder where Value == GivenFlag? {
    fileprivate var givenFlags: [GivenFlag] { wrappedValue.map { [$0] } ?? [] }
}

extension OptionGroup: FlagHolder {
    fileprivate var givenFlags: [GivenFlag] { wrappedValue.givenFlags }
}

extension GivenFlag {
    /// Which of a setting's `flags` was written before `text`, for messages: the parser does not tell. The first one where it
    /// cannot be found.
    fileprivate static func typed(_ flags: [String], for text: String) -> String {
        let words = CommandLine.arguments
        let names = flags.map { "--\($0)" }
        return names.first { name in
            words.contains("\(name)=\(text)") || zip(words, words.dropFirst()).contains { $0 == (name, text) }
        } ?? names[0]
    }
}

extension ParsableArguments {
    /// The settings' flags that were given, those in its option groups, too.
    package var givenFlags: [GivenFlag] {
        // By reflection, as ArgumentParser itself finds them: a list by hand could miss one, and its flag would do nothing.
        Mirror(reflecting: self).children.flatMap { ($0.value as? any FlagHolder)?.givenFlags ?? [] }
    }
}
