/// The form of a word in which it is compared.
enum WordForm {
    /// In small letters, with plain apostrophes and digits; without the points of `p.m.` and the commas of `1,000`.
    static func of(_ word: Substring) -> String {
        var plain = true
        for byte in word.utf8 where !(97...122).contains(byte) && !(48...57).contains(byte) {
            plain = false
            break
        }
        return plain ? String(word) : slow(word)
    }

    private static func slow(_ word: Substring) -> String {
        let isNumber = word.unicodeScalars.first.map { CharacterKind($0) == .digit } ?? false
        var form = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            switch scalar {
            case "\u{2019}": form.append("'")
            case "\u{2212}": form.append("-")
            case "." where !isNumber: break
            case "," where isNumber: break
            default:
                if isNumber,
                    let value = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil,
                    let digit = Unicode.Scalar(UInt32(48 + Int(value)))
                {
                    form.append(digit)
                } else {
                    form.append(scalar)
                }
            }
        }
        return String(form).lowercased()
    }
}
