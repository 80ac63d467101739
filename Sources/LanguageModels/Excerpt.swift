/// The start of something that a server sent, fit to stand in a message: one line, no control characters, not long.
struct Excerpt: CustomStringConvertible {
    /// In characters.
    static let limit = 120

    let description: String

    init(_ bytes: some Collection<UInt8>) {
        // Four bytes are the longest a scalar can be; the cut may fall inside the last one, which `limit` then hides.
        let start = String(decoding: bytes.prefix(4 * Self.limit + 4), as: UTF8.self)
        let clean = String(start.map { $0.isNewline || ($0.unicodeScalars.first?.value ?? 0) < 32 ? " " : $0 })
        let isCut = clean.count > Self.limit || bytes.count > 4 * Self.limit + 4
        description = isCut ? "\(clean.prefix(Self.limit))…" : clean
    }
}
