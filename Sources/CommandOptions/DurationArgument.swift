import ArgumentParser

/// A duration on the command line or in a setting: a number with a unit, such as `50ms`, `2s` or `1.5m`.
package struct DurationArgument: ExpressibleByArgument, Sendable, Equatable {
    package var value: Duration

    package init(_ value: Duration) {
        self.value = value
    }

    /// Reads `text`; `nil` where it is no duration, or a negative one.
    package init?(argument text: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600)]
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.count)), number.isFinite, number >= 0, number * factor <= 86_400
        else { return nil }
        value = .seconds(number * factor)
    }

    package var defaultValueDescription: String {
        let milliseconds = value / .milliseconds(1)
        return milliseconds < 1_000 ? "\(Int(milliseconds))ms" : "\(Int(milliseconds / 1_000))s"
    }
}
