internal import Settings
private import Spelling

/// A rules file that cannot be used, in one line that says where, what is wrong and what would do.
package struct RuleFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `rules.yaml:12: languages.en.rules[3].confidence: '2' is not from 0 to 1`
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}

/// A value of a rules file, with the way to it, for messages.
struct RuleNode {
    let node: YAMLNode
    let file: String
    /// From the file's top: `languages.en.rules[3]`.
    let path: String

    func error(_ problem: String) -> RuleFileError {
        RuleFileError("\(file):\(node.mark.line): \(path.isEmpty ? "" : "\(path): ")\(problem)")
    }

    private func inside(_ node: YAMLNode, _ step: String) -> RuleNode {
        RuleNode(node: node, file: file, path: path + step)
    }

    /// The members of a map with names of ours; those that are `null` count as not there.
    func members(_ known: [String]) throws(RuleFileError) -> [String: RuleNode] {
        var members: [String: RuleNode] = [:]
        for (name, value) in try entries() {
            guard known.contains(name) else {
                let near = NearMisses.of(name, among: known).first
                let advice = near.map { "did you mean \($0)?" } ?? "it may be \(known.joined(separator: ", "))"
                throw value.error("there is no such key; \(advice)")
            }
            if !value.node.isNull { members[name] = value }
        }
        return members
    }

    /// The names and values of a map, in the file's order.
    func entries() throws(RuleFileError) -> [(name: String, value: RuleNode)] {
        guard case .mapping(let entries) = node.content else { throw error("write a map, lines such as name: value") }
        return entries.map { ($0.name, inside($0.value, path.isEmpty ? $0.name : ".\($0.name)")) }
    }

    /// The values of a list; a single value is a list of one.
    func elements() throws(RuleFileError) -> [RuleNode] {
        switch node.content {
        case .sequence(let nodes): return nodes.enumerated().map { inside($1, "[\($0)]") }
        case .scalar: return [self]
        case .mapping: throw error("write a list such as [a, b]")
        }
    }

    /// A text.
    func text() throws(RuleFileError) -> String {
        guard case .scalar(let text, _) = node.content, !node.isNull else { throw error("write a text") }
        return text
    }

    func texts() throws(RuleFileError) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    /// A map of texts.
    func textsByName() throws(RuleFileError) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, value) in try entries() { texts[name] = try value.text() }
        return texts
    }

    func number(_ range: ClosedRange<Double>) throws(RuleFileError) -> Double {
        let text = try text()
        guard let number = Double(text), range.contains(number) else {
            throw error(
                "'\(text)' is not a number from \(Self.shown(range.lowerBound)) to \(Self.shown(range.upperBound))"
            )
        }
        return number
    }

    private static func shown(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }

    func integer(_ range: ClosedRange<Int>) throws(RuleFileError) -> Int {
        let text = try text()
        guard let number = Int(text), range.contains(number) else {
            throw error("'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func bool() throws(RuleFileError) -> Bool {
        switch try text() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        case let text: throw error("'\(text)' is neither true nor false")
        }
    }

    func duration(_ range: ClosedRange<Duration>) throws(RuleFileError) -> Duration {
        let text = try text()
        guard let duration = DurationText.parse(text), range.contains(duration) else {
            let span = "from \(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound))"
            throw error("'\(text)' is not a duration \(span); write \(DurationText.advice)")
        }
        return duration
    }

    func template() throws(RuleFileError) -> SlotTemplate {
        do throws(RuleError) {
            return try SlotTemplate(try plainText())
        } catch {
            throw self.error(error.message)
        }
    }

    /// A text that may be empty.
    private func plainText() throws(RuleError) -> String {
        guard case .scalar(let text, _) = node.content else { throw RuleError("write a text") }
        return node.isNull ? "" : text
    }
}
