/// One metric as a scrape tells it, whatever its series.
package struct MetricDefinition: Sendable, Equatable {
    /// How its values behave.
    package enum Kind: Sendable, Equatable {
        /// It only grows, until its process is started anew.
        case counter
        /// It comes and goes.
        case gauge
        /// How many values there were up to each of these bounds, which grow; and how many there were at all.
        case histogram(bounds: [Double])
    }

    /// Its name, with its base unit at its end; a counter's ends in `_total`.
    package let name: String
    package let kind: Kind
    /// One sentence for people.
    package let help: String

    /// Describes a metric.
    package init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }
}

extension MetricDefinition {
    /// The name that a metric of that kind has in a scrape when a library calls it `label`: only characters that names may
    /// have, and the ending of its kind.
    static func name(for label: String, endingIn ending: String = "") -> String {
        var name = String(label.unicodeScalars.map { isPart($0) ? Character($0) : "_" })
        if name.first.map({ ("0"..."9").contains($0) }) ?? true { name = "_" + name }
        return name.hasSuffix(ending) ? name : name + ending
    }

    /// The name that a label has in a scrape.
    static func labelName(for key: String) -> String { name(for: key.split(separator: ":").joined(separator: "_")) }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ":": true
        default: false
        }
    }
}
