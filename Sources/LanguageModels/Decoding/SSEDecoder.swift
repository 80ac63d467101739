/// Server-sent events as chat servers send them (WHATWG HTML, section 9.2.6, "interpreting an event stream").
///
/// Comments and the fields `event`, `id` and `retry` are passed over, several `data` lines are joined by line feeds, and
/// an event that the input's end cuts off before its blank line still counts, since some servers leave that out after
/// `[DONE]`. Lines end with LF or CR LF; a CR alone, which the standard also knows, is used by no chat server.
struct SSEDecoder {
    enum Event: Equatable {
        case data([UInt8])
        /// A line that the standard says to ignore, and which here shows an error or a server of another kind.
        case foreign([UInt8])
    }

    private var lines: LineDecoder
    private var data: [UInt8]?
    private var isFirstLine = true

    init(longestLine: Int = LineDecoder.longestLine) {
        lines = LineDecoder(limit: longestLine)
    }

    mutating func append(_ bytes: [UInt8]) {
        lines.append(bytes)
    }

    mutating func finish() {
        lines.finish()
    }

    /// Whether every event has been taken and none can come.
    var isAtEnd: Bool { lines.isAtEnd && data == nil }

    /// - Returns: `nil` when more bytes are needed, or after the last event.
    mutating func next() throws(LineDecoder.LineTooLong) -> Event? {
        while var line = try lines.next() {
            if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
            isFirstLine = false
            if line.isEmpty {
                if let data = data.take() { return .data(data) }
            } else if let event = try read(line) {
                return event
            }
        }
        return lines.isAtEnd ? data.take().map { .data($0) } : nil
    }

    private mutating func read(_ line: [UInt8]) throws(LineDecoder.LineTooLong) -> Event? {
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        switch String(decoding: name.prefix(8), as: UTF8.self) {
        case "": return nil
        case "event", "id", "retry": return nil
        case "data":
            var value = line.dropFirst(name.count + 1)
            if value.first == UInt8(ascii: " ") { value.removeFirst() }
            try join(value)
            return nil
        default: return .foreign(line)
        }
    }

    private mutating func join(_ value: ArraySlice<UInt8>) throws(LineDecoder.LineTooLong) {
        guard var joined = data.take() else {
            data = Array(value)
            return
        }
        guard joined.count + value.count < lines.limit else { throw LineDecoder.LineTooLong() }
        joined.append(0x0A)
        joined.append(contentsOf: value)
        data = joined
    }
}
