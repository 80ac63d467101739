/// One thing that can be set, with all that is known of it: the file, the environment, the flags, their help, the example and
/// the README's table are made from this.
///
/// To add one: a property in the file of its theme beside this one (`Setting+Model.swift` …), and its name in that file's list.
package struct Setting<Value: Sendable>: SettingDefinition {
    package let key: String
    package let kind: SettingKind<Value>

    /// What holds where nobody has set it.
    package let defaultValue: Value

    /// What `null` as the default means, for people: `the model's own`.
    package let absence: String?

    package let meaning: String
    package let programs: [SettingProgram]
    package let change: SettingChange
    package let otherFlags: [String]
    private let isOfTheSeed: Bool

    /// `key` is words with `_` between them; the flag has `-` there, and the variable is `LOQUAT_KEY`, or `STREAMING_KEY` where
    /// it `isOfTheSeed`. `meaning` is one or two sentences for people, without the range and the default, which are added.
    package init(
        _ key: String,
        _ kind: SettingKind<Value>,
        default defaultValue: Value,
        _ meaning: String,
        for programs: SettingProgram...,
        change: SettingChange = .restart,
        otherFlags: [String] = [],
        isOfTheSeed: Bool = false
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.absence = nil
        self.meaning = meaning
        self.programs = programs
        self.change = change
        self.otherFlags = otherFlags
        self.isOfTheSeed = isOfTheSeed
    }

    package var environmentVariable: String { (isOfTheSeed ? "STREAMING_" : "LOQUAT_") + key.uppercased() }
    package var kindName: String { kind.name }
    package var valueName: String { kind.valueName }
    package var range: String { kind.range }
    package var unit: String { kind.unit }
    package var isCollection: Bool { kind.isCollection }
    package var defaultText: String { kind.write(defaultValue) }

    package func canonicalText(of node: YAMLNode) throws(SettingFault) -> String {
        kind.write(try kind.read(node))
    }
}

extension Setting {
    /// A setting that may have no value; `absence` says what holds then.
    package init<Wrapped: Sendable>(
        _ key: String,
        _ kind: SettingKind<Wrapped>,
        absence: String,
        _ meaning: String,
        for programs: SettingProgram...,
        change: SettingChange = .restart,
        otherFlags: [String] = []
    ) where Value == Wrapped? {
        self.key = key
        self.kind = kind.orNothing()
        self.defaultValue = nil
        self.absence = absence
        self.meaning = meaning
        self.programs = programs
        self.change = change
        self.otherFlags = otherFlags
        self.isOfTheSeed = false
    }
}
