/// A JSON object that is written member by member, in the order in which they are added.
struct JSONObject: Sendable {
    private var members: [UInt8] = []

    /// The whole object.
    var bytes: [UInt8] { [UInt8(ascii: "{")] + members + [UInt8(ascii: "}")] }

    func adding(_ name: String, _ value: String) -> Self {
        adding(name, raw: Self.quoted(value))
    }

    func adding(_ name: String, _ value: Int) -> Self { adding(name, raw: Array("\(value)".utf8)) }

    /// `raw` is one JSON value.
    func adding(_ name: String, raw: some Sequence<UInt8>) -> Self {
        var copy = self
        if !copy.members.isEmpty { copy.members.append(UInt8(ascii: ",")) }
        copy.members += Self.quoted(name)
        copy.members.append(UInt8(ascii: ":"))
        copy.members += raw
        return copy
    }

    /// As a JSON string.
    static func quoted(_ text: String) -> [UInt8] {
        var bytes = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        return bytes + [UInt8(ascii: "\"")]
    }
}
