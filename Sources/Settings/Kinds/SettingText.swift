/// Values in messages and files.
enum SettingText {
    /// `text` as a message shows it: in quotes, on one line, not too long.
    static func shown(_ text: String) -> String {
        let line = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0) }
        return line.count > 60 ? "'\(line.prefix(57).joined())…'" : "'\(line.joined())'"
    }

    /// `text` as YAML on one line: plain where that cannot be misread, else in double quotes.
    static func yaml(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.allSatisfy(plain.contains)
            && text.utf8.first.map { ![0x20, 0x25, 0x2D, 0x3A].contains($0) } ?? false
            && text.utf8.last != 0x3A && !text.contains(": ") && text.utf8.last != 0x20
            && !["null", "Null", "NULL"].contains(text)
        guard !isPlain else { return text }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: hexadecimal(scalar)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// What needs no quotes wherever it stands in a plain value, also within a list.
    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+-% ".unicodeScalars
    )

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }
}
