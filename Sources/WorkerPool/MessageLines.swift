/// Cuts what a worker says on standard error into lines, however the bytes arrive.
struct MessageLines: Sendable {
    /// A longer line is cut here, in bytes.
    static let longest = 1024

    private var rest: [UInt8] = []

    /// The lines that are whole now, without what a terminal or a log could take for a command.
    mutating func append(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { rest.append(byte) }
            guard byte == UInt8(ascii: "\n") || rest.count >= Self.longest else { continue }
            let text = String(decoding: rest, as: UTF8.self)
            rest.removeAll(keepingCapacity: true)
            let line = String(
                String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
            )
            if !line.isEmpty { lines.append(line) }
        }
        return lines
    }
}
