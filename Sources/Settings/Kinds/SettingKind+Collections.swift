private import Spelling

extension SettingKind {
    /// A list of `count` values of one kind.
    package static func list<Element: Sendable>(
        of element: SettingKind<Element>,
        count: ClosedRange<Int>
    ) -> Self where Value == [Element] {
        let span = "\(count.lowerBound) to \(count.upperBound) values"
        return Self(
            name: "a list",
            valueName: "list",
            range: element.range.isEmpty ? span : "\(span), each \(element.range)",
            unit: element.unit,
            advice: "write a list of \(span) such as [a, b]",
            isCollection: true,
            read: { (node) throws(SettingFault) in
                guard case .sequence(let nodes) = node.content else { throw SettingFault("a single value is no list") }
                guard count.contains(nodes.count) else { throw SettingFault("it has \(nodes.count) values") }
                var values: [Element] = []
                for (index, node) in nodes.enumerated() {
                    do throws(SettingFault) {
                        values.append(try element.read(node))
                    } catch {
                        throw error.inside("[\(index)]", at: node.mark)
                    }
                }
                return values
            },
            write: { "[\($0.map(element.write).joined(separator: ", "))]" }
        )
    }

    /// A map from names of the user's to values of one kind, in the file's order.
    package static func map<Element: Sendable>(
        of element: SettingKind<Element>,
        count: ClosedRange<Int>
    ) -> Self where Value == [NamedSetting<Element>] {
        let span = "\(count.lowerBound) to \(count.upperBound) names"
        return Self(
            name: "a map",
            valueName: "map",
            range: span,
            advice: "write a map of \(span) such as {name: value}",
            isCollection: true,
            read: { (node) throws(SettingFault) in
                guard case .mapping(let entries) = node.content else { throw SettingFault("a single value is no map") }
                guard count.contains(entries.count) else { throw SettingFault("it has \(entries.count) names") }
                var values: [NamedSetting<Element>] = []
                for entry in entries {
                    do throws(SettingFault) {
                        values.append(NamedSetting(name: entry.name, value: try element.read(entry.value)))
                    } catch {
                        throw error.inside(".\(entry.name)", at: entry.mark)
                    }
                }
                return values
            },
            write: { values in
                "{\(values.map { "\(SettingText.yaml($0.name)): \(element.write($0.value))" }.joined(separator: ", "))}"
            }
        )
    }

    /// A map with names of ours, each with a kind of its own, called `called` (`fallback`).
    ///
    /// `read` takes the members by ``SettingMembers``, and `write` gives each member's name and YAML.
    package static func record(
        _ called: String,
        members: [String],
        read: @escaping @Sendable (SettingMembers) throws(SettingFault) -> Value,
        write: @escaping @Sendable (Value) -> [(String, String)]
    ) -> Self {
        let example = members.map { "\($0): …" }.joined(separator: ", ")
        return Self(
            name: "a \(called)",
            valueName: called,
            advice: "write {\(example)}",
            isCollection: true,
            read: { (node) throws(SettingFault) in
                guard case .mapping(let entries) = node.content else {
                    throw SettingFault("a single value or a list is no \(called)")
                }
                for entry in entries where !members.contains(entry.name) {
                    let near = NearMisses.of(entry.name, among: members).first
                    throw SettingFault(
                        "it has no \(entry.name)",
                        advice: near.map { "did you mean \($0)?" } ?? "it may have \(members.joined(separator: ", "))",
                        at: entry.mark
                    )
                }
                return try read(SettingMembers(entries))
            },
            write: { value in "{\(write(value).map { "\($0): \($1)" }.joined(separator: ", "))}" }
        )
    }
}

/// A value that the user has given a name.
package struct NamedSetting<Value: Sendable>: Sendable {
    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}

extension NamedSetting: Equatable where Value: Equatable {}

/// The members of a map with names of ours.
package struct SettingMembers: Sendable {
    private let entries: [YAMLNode.Entry]

    init(_ entries: [YAMLNode.Entry]) {
        self.entries = entries
    }

    /// The member's value; `nil` where it is not there or `null`.
    package func value<Value>(_ name: String, _ kind: SettingKind<Value>) throws(SettingFault) -> Value? {
        guard let entry = entries.first(where: { $0.name == name }), !entry.value.isNull else { return nil }
        do throws(SettingFault) {
            return try kind.read(entry.value)
        } catch {
            throw error.inside(".\(name)", at: entry.mark)
        }
    }

    /// The member's value, which must be there.
    package func required<Value>(_ name: String, _ kind: SettingKind<Value>) throws(SettingFault) -> Value {
        guard let value = try value(name, kind) else { throw SettingFault("\(name) is missing") }
        return value
    }
}
