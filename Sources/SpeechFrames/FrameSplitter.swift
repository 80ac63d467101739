/// Cuts a stream of bytes into frames, however the bytes arrive. It holds at most one frame and what was appended last.
public struct FrameSplitter: Sendable {
    private let framing: Framing
    private let accepted: Set<FrameType>
    private var buffer: [UInt8] = []
    private var consumed = 0
    /// In lines, how far the search for the line's end has come, so that a long line is searched once.
    private var searched = 0

    /// Cuts by `framing`; a frame of a type that is not in `accepted` is refused, for it does not belong on the link.
    public init(framing: Framing, accepting accepted: Set<FrameType> = Set(FrameType.allCases)) {
        self.framing = framing
        self.accepted = accepted
    }

    /// Takes bytes as they came.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        if consumed > 0, consumed == buffer.count || consumed >= 1 << 16 {
            buffer.removeSubrange(..<consumed)
            searched = max(0, searched - consumed)
            consumed = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next frame; `nil` when more bytes are needed.
    ///
    /// - Throws: ``FrameError``. A length over the limit is refused before its body is waited for. After an error the
    ///   stream cannot be trusted: end the connection.
    public mutating func next() throws(FrameError) -> RawFrame? {
        guard let body = try nextBody() else { return nil }
        let frame = try RawFrame(body: body)
        guard accepted.contains(frame.type) else {
            let known = accepted.map(\.rawValue).sorted().joined(separator: ", ")
            throw FrameError(
                .unknownType,
                "a `\(frame.type.rawValue)` frame does not belong on this link: it carries \(known)"
            )
        }
        return frame
    }

    /// Says that no more bytes come.
    ///
    /// - Throws: ``FrameError`` with the code `truncated` when a frame was left half. A last line needs no line end:
    ///   it is the result.
    public mutating func finish() throws(FrameError) -> RawFrame? {
        if framing == .lines, consumed < buffer.count { append([UInt8(ascii: "\n")]) }
        if let frame = try next() { return frame }
        guard consumed == buffer.count else {
            throw FrameError(
                .truncated,
                "the input ended in the middle of a frame, after \(buffer.count - consumed) bytes of it"
            )
        }
        return nil
    }

    private mutating func nextBody() throws(FrameError) -> [UInt8]? {
        switch framing {
        case .lengthPrefixed: try nextPrefixedBody()
        case .lines: try nextLine()
        }
    }

    private mutating func nextPrefixedBody() throws(FrameError) -> [UInt8]? {
        guard buffer.count - consumed >= 4 else { return nil }
        let length = buffer[consumed..<consumed + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= Frame.maximumLength else {
            // Lines sent to a part that waits for lengths are the likeliest mistake: `{"ty` is a length of 2 GB.
            let hint = buffer[consumed] == UInt8(ascii: "{") ? "; it looks like JSON lines: use --lines-in" : ""
            throw FrameError(.tooLong, FrameError.tooLong(length).message + hint)
        }
        guard buffer.count - consumed - 4 >= length else { return nil }
        defer { consumed += 4 + length }
        return Array(buffer[consumed + 4..<consumed + 4 + length])
    }

    private mutating func nextLine() throws(FrameError) -> [UInt8]? {
        while true {
            guard let end = buffer[max(searched, consumed)...].firstIndex(of: UInt8(ascii: "\n")) else {
                searched = buffer.count
                guard buffer.count - consumed <= Frame.maximumLength + 1 else {
                    throw .tooLong(buffer.count - consumed)
                }
                return nil
            }
            var line = buffer[consumed..<end]
            consumed = end + 1
            searched = consumed
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return Array(line) }
        }
    }
}
