private import FoundationEssentials

/// A server's key. It is held so that no log, message or dump shows it.
package struct APIKey: Sendable, Equatable {
    let secret: String

    /// - Throws: `badSetting` if there is no key in `text` or if it could not stand in a header.
    package init(_ text: String) throws(ModelError) {
        try self.init(text, from: "the API key")
    }

    /// Reads a file that holds the key and nothing else but white space around it.
    /// - Throws: `badSetting` if the file cannot be read, or holds no usable key.
    package static func read(file path: String) throws(ModelError) -> APIKey {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ModelError(code: .badSetting, message: "the API key file \(path) cannot be read", cause: error)
        }
        return try APIKey(String(decoding: data.prefix(longest + 1), as: UTF8.self), from: "the API key file \(path)")
    }

    /// Reads the key from a variable.
    /// - Returns: `nil` if the variable is not set.
    /// - Throws: `badSetting` if it is set and holds no usable key.
    package static func read(variable: String, in environment: [String: String]) throws(ModelError) -> APIKey? {
        guard let text = environment[variable] else { return nil }
        return try APIKey(text, from: "the environment variable \(variable)")
    }

    /// In bytes; no key in use comes near.
    private static let longest = 16_384

    private init(_ text: String, from place: String) throws(ModelError) {
        let bytes = Self.trimmed(text.utf8)
        guard !bytes.isEmpty else {
            throw ModelError(code: .badSetting, message: "\(place) is empty: put the key there, or name none")
        }
        guard bytes.count <= Self.longest, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ModelError(
                code: .badSetting,
                message: "\(place) does not hold one key: a key is one word of printable ASCII"
            )
        }
        secret = String(decoding: bytes, as: UTF8.self)
    }

    private static func trimmed(_ bytes: String.UTF8View) -> Substring.UTF8View {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return bytes[bytes.endIndex...] }
        return bytes[first...last]
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(API key)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
