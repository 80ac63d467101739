private import FoundationEssentials

/// Values as JSON.
enum JSONBytes {
    static func of(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts that came out of frames can be encoded.
        return (try? encoder.encode(value)).map(Array.init) ?? Array("null".utf8)
    }
}
