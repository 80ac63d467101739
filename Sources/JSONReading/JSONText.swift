package import FoundationEssentials

/// The coder for all that is small, and the few pieces of JSON that the path of the sound needs without it.
package enum JSONText {
    /// Of everything that is read whole.
    package static let decoder = JSONDecoder()

    /// Of everything that is written whole: members in the order of their names.
    package static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return encoder
    }()

    /// Whether this is UTF-8, as all JSON between programs is (RFC 8259, section 8.1).
    package static func isUTF8(_ bytes: [UInt8]) -> Bool {
        // No byte has its high bit set, mostly; a loop without a way out is one that the compiler can vectorize.
        bytes.reduce(0, |) < 0x80 || String(validating: bytes, as: UTF8.self) != nil
    }

    /// The value of a string's inside, without its quotes.
    package static func string(_ inside: ArraySlice<UInt8>) -> String? {
        guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
        let quote = [UInt8(ascii: "\"")]
        return try? decoder.decode(String.self, from: Data(quote + inside + quote))
    }

    /// The value of a number that is whole, however it is written; `nil` for any other value.
    package static func integer(_ text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first, first == UInt8(ascii: "-") || (48...57).contains(first) else { return nil }
        let string = String(decoding: text, as: UTF8.self)
        return Int(string) ?? Double(string).flatMap { Int(exactly: $0) }
    }

    /// Appends `text` as a JSON string in quotes.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
