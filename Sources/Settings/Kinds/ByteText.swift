/// Sizes as people write them: `512KiB`, `64MiB`.
enum ByteText {
    private static let units: [(String, Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)]

    /// What would do, for a message.
    static let advice = "a whole number with B, KiB, MiB or GiB"

    /// The bytes that `text` says; `nil` where it is no size.
    static func parse(_ text: String) -> Int? {
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Int(text.dropLast(unit.count)), number >= 0
        else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : bytes
    }

    /// `bytes` in the largest unit that shows them in whole numbers.
    static func write(_ bytes: Int) -> String {
        guard bytes != 0, let (unit, factor) = units.first(where: { bytes % $0.1 == 0 }) else { return "0B" }
        return "\(bytes / factor)\(unit)"
    }
}
