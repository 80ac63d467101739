/// What values a setting takes: how one is read and written, and what to tell who gives another.
package struct SettingKind<Value: Sendable>: Sendable {
    /// With its article: `a duration`.
    package let name: String

    /// For a flag's help: `duration`.
    package let valueName: String

    /// What of the kind is taken: `from 100ms to 1min`; empty: all.
    package let range: String

    /// What the values count, where the value itself does not say: `tokens`; empty: nothing.
    package let unit: String

    /// What would do, after "write".
    package let advice: String

    /// Whether a value is a list or a map: a flag or an environment variable then holds YAML.
    package let isCollection: Bool

    private let reading: @Sendable (YAMLNode) throws(SettingFault) -> Value
    private let writing: @Sendable (Value) -> String

    /// `read` makes the value of a node, and may leave a fault's advice to ``advice``; `write` makes YAML of a value, on one line.
    package init(
        name: String,
        valueName: String,
        range: String = "",
        unit: String = "",
        advice: String,
        isCollection: Bool = false,
        read: @escaping @Sendable (YAMLNode) throws(SettingFault) -> Value,
        write: @escaping @Sendable (Value) -> String
    ) {
        self.name = name
        self.valueName = valueName
        self.range = range
        self.unit = unit
        self.advice = advice
        self.isCollection = isCollection
        reading = read
        writing = write
    }

    /// The value that `node` is.
    package func read(_ node: YAMLNode) throws(SettingFault) -> Value {
        do throws(SettingFault) {
            return try reading(node)
        } catch {
            throw error.advice.isEmpty
                ? SettingFault(error.problem, advice: advice, at: error.mark, path: error.path) : error
        }
    }

    /// `value` in YAML, on one line; what is read from it equals `value`.
    package func write(_ value: Value) -> String { writing(value) }

    /// The kind that also takes nothing (`null`).
    package func orNothing() -> SettingKind<Value?> {
        let kind = self
        return SettingKind<Value?>(
            name: name,
            valueName: valueName,
            range: range,
            unit: unit,
            advice: advice,
            isCollection: isCollection,
            read: { (node) throws(SettingFault) in node.isNull ? nil : try kind.read(node) },
            write: { $0.map(kind.write) ?? "null" }
        )
    }
}
