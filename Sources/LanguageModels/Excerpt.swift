/// The start of something that a server sent, fit to stand in a message: one line, no control characters, not long.
struct Excerpt: CustomStringConvertible {
    /// In characters.
    static let limit = 120

    let description: String

    init(_ bytes: some Collection<UInt8>) {
        // Four bytes are the longest a scalar can be; the cut may fall inside the last one, which `limit` then hides.
        let start = String(decoding: bytes.prefix(4 * Self.limit + 4), as: UTF8.self)
        let clean = String(start.map { $0.isNewline || $0.isControl ? " " : $0 })
        let isCut = clean.count > Self.limit || bytes.count > 4 * Self.limit + 4
        description = isCut ? "\(clean.prefix(Self.limit))…" : clean
    }
}

extension Character {
    /// A terminal would act on it instead of showing it.
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
