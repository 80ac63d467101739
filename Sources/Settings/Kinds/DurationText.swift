/// Durations as people write them: `50ms`, `2s`, `1.5min`, `24h`.
package enum DurationText {
    /// The units and their nanoseconds. `ms` and `min` are looked for before the `s` and `m` that they hold.
    private static let units: [(String, Double)] = [
        ("ms", 1e6), ("min", 60e9), ("m", 60e9), ("s", 1e9), ("h", 3_600e9),
    ]

    /// What would do, for a message.
    package static let advice = "a number with ms, s, min or h"

    /// The duration that `text` is; `nil` where it is none, below zero, or more than ten years.
    package static func parse(_ text: String) -> Duration? {
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = number(text.dropLast(unit.count)),
            number >= 0, number * factor <= 10 * 365 * 86_400e9
        else { return nil }
        // By nanoseconds: a tenth of a second has no exact Double, and limits are compared.
        return .nanoseconds(Int64((number * factor).rounded()))
    }

    /// `duration` in the largest unit that shows it in whole numbers.
    package static func write(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        for (unit, factor) in [
            ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
        ]
            as [(String, Int64)] where nanoseconds != 0 && nanoseconds % factor == 0
        {
            return "\(nanoseconds / factor)\(unit)"
        }
        return nanoseconds == 0 ? "0s" : "\(Double(nanoseconds) / 1e6)ms"
    }

    /// A decimal number; Swift's own reading would also take `inf` and `0x1p3`.
    static func number(_ text: Substring) -> Double? {
        guard let last = text.utf8.last, (48...57).contains(last),
            text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 })
        else { return nil }
        return Double(text)
    }
}
