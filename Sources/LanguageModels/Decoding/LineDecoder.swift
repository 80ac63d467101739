/// Bytes cut anywhere in, whole lines out. Linear in the bytes, whatever the cuts.
///
/// A line ends with LF or CR LF, which are taken off; the last one may end with the input. A line feed is never part of
/// another UTF-8 character, so a cut inside a character does no harm.
struct LineDecoder {
    /// Bytes in one line. A token's line has about 150; this is far above what any honest server sends.
    static let longestLine = 8 * 1024 * 1024

    struct LineTooLong: Error, Equatable {}

    let limit: Int
    private var buffer: [UInt8] = []
    /// Where the next line starts in `buffer`.
    private var start = 0
    /// No line feed stands in `start..<searched`.
    private var searched = 0
    private var isFinished = false

    init(limit: Int = Self.longestLine) {
        self.limit = limit
    }

    mutating func append(_ bytes: [UInt8]) {
        if start > 0 {
            // Only the unfinished line moves, and only once, since it then starts at 0.
            buffer.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// No more bytes will come: what is left is the last line.
    mutating func finish() {
        isFinished = true
    }

    /// Whether every line has been taken and none can come.
    var isAtEnd: Bool { isFinished && start == buffer.count }

    /// - Returns: `nil` when more bytes are needed, or after the last line.
    /// - Throws: when a line is longer than the limit.
    mutating func next() throws(LineTooLong) -> [UInt8]? {
        let feed = buffer[searched...].firstIndex(of: 0x0A)
        let end = feed ?? buffer.count
        guard end - start <= limit else { throw LineTooLong() }
        guard feed != nil || (isFinished && start < end) else {
            searched = end
            return nil
        }
        let hasReturn = end > start && buffer[end - 1] == 0x0D
        let line = Array(buffer[start..<(hasReturn ? end - 1 : end)])
        start = feed.map { $0 + 1 } ?? end
        searched = start
        return line
    }
}
