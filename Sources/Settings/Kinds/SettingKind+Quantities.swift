extension SettingKind where Value == Duration {
    /// A time such as `2s` or `50ms`.
    package static func duration(_ range: ClosedRange<Duration>) -> Self {
        let span = "from \(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound))"
        return Self(
            name: "a duration",
            valueName: "duration",
            range: span,
            advice: "write \(DurationText.advice), \(span)",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "duration")
                guard let duration = DurationText.parse(text) else {
                    throw SettingFault("\(SettingText.shown(text)) is no duration")
                }
                guard range.contains(duration) else { throw SettingFault("\(SettingText.shown(text)) is out of range") }
                return duration
            },
            write: DurationText.write
        )
    }
}

extension SettingKind where Value == Int {
    /// A whole number, of `unit` (`tokens`).
    package static func integer(_ range: ClosedRange<Int>, unit: String = "") -> Self {
        let span = "from \(range.lowerBound) to \(range.upperBound)"
        return Self(
            name: "a whole number",
            valueName: "number",
            range: span,
            unit: unit,
            advice: "write a whole number \(span)",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "whole number")
                guard let number = DurationText.number(text[...]), number == number.rounded() else {
                    throw SettingFault("\(SettingText.shown(text)) is no whole number")
                }
                guard let whole = Int(exactly: number), range.contains(whole) else {
                    throw SettingFault("\(SettingText.shown(text)) is out of range")
                }
                return whole
            },
            write: { "\($0)" }
        )
    }

    /// A size such as `64MiB`, in bytes.
    package static func bytes(_ range: ClosedRange<Int>) -> Self {
        let span = "from \(ByteText.write(range.lowerBound)) to \(ByteText.write(range.upperBound))"
        return Self(
            name: "a size",
            valueName: "size",
            range: span,
            advice: "write \(ByteText.advice), \(span)",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "size")
                guard let bytes = ByteText.parse(text) else {
                    throw SettingFault("\(SettingText.shown(text)) is no size")
                }
                guard range.contains(bytes) else { throw SettingFault("\(SettingText.shown(text)) is out of range") }
                return bytes
            },
            write: ByteText.write
        )
    }
}

extension SettingKind where Value == Double {
    /// A number, of `unit` (`tokens a second`).
    package static func number(_ range: ClosedRange<Double>, unit: String = "") -> Self {
        let span = "from \(short(range.lowerBound)) to \(short(range.upperBound))"
        return Self(
            name: "a number",
            valueName: "number",
            range: span,
            unit: unit,
            advice: "write a number \(span)",
            read: { (node) throws(SettingFault) in
                let text = try node.scalar(for: "number")
                guard let number = DurationText.number(text[...]) else {
                    throw SettingFault("\(SettingText.shown(text)) is no number")
                }
                guard range.contains(number) else { throw SettingFault("\(SettingText.shown(text)) is out of range") }
                return number
            },
            write: short
        )
    }

    /// Without the `.0` of a whole number.
    private static func short(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
