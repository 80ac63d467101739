/// What tells one series of a metric from the others: names and values, in the order of the names.
package struct MetricLabels: Sendable, Hashable {
    /// As they stand in a scrape: `a="1",b="2"`; empty where there are none.
    let text: String

    /// Of two labels of one name the first counts.
    package init(_ dimensions: [(String, String)] = []) {
        let pairs = dimensions.map { (MetricDefinition.labelName(for: $0.0), $0.1) }
        let known = Dictionary(pairs) { first, _ in first }
        text = known.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    }

    /// The longest value that a label has, in Unicode scalars: a scrape is for machines, and is kept by them for long.
    private static let longestValue = 128

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars.prefix(longestValue) {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
