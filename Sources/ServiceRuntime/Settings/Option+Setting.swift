package import ArgumentParser
package import Settings

extension Option where Value == GivenFlag? {
    /// A setting's flag: its names and its help are the definition's, and its value is checked with all other settings.
    package init<Kind>(_ setting: Setting<Kind>) {
        let names = ([setting.flag] + setting.otherFlags).map { NameSpecification.Element.customLong($0) }
        let key = setting.key
        self.init(
            name: NameSpecification(names),
            help: ArgumentHelp("\(setting.help)", valueName: setting.valueName),
            transform: { GivenFlag(key: key, name: "--\(setting.flag)", text: $0) }
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

extension ParsableArguments {
    /// The settings' flags that were given, those in its option groups, too.
    package var givenFlags: [GivenFlag] {
        // By reflection, as ArgumentParser itself finds them: a list by hand could miss one, and its flag would do nothing.
        Mirror(reflecting: self).children.flatMap { ($0.value as? any FlagHolder)?.givenFlags ?? [] }
    }
}
