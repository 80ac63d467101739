/// How frames follow each other on a stream of bytes.
public enum Framing: Sendable, Equatable {
    /// A 4-byte big-endian length, then that many bytes of JSON: between programs.
    case lengthPrefixed

    /// One JSON object a line: for `jq` and eyes.
    case lines
}

extension Frame {
    /// Appends the frame as it goes over a stream.
    ///
    /// - Throws: ``FrameError`` with the code `too_long`; then nothing was appended.
    public func encode(as framing: Framing, into bytes: inout [UInt8]) throws(FrameError) {
        switch framing {
        case .lengthPrefixed:
            let start = bytes.count
            bytes.append(contentsOf: [0, 0, 0, 0])
            do {
                try appendJSON(to: &bytes)
            } catch {
                bytes.removeSubrange(start...)
                throw error
            }
            let length = UInt32(bytes.count - start - 4)
            for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
        case .lines:
            try appendJSON(to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

extension RawFrame {
    /// Appends the frame as it goes over a stream; the JSON's bytes stay as they came.
    public func encode(as framing: Framing, into bytes: inout [UInt8]) {
        switch framing {
        case .lengthPrefixed:
            let length = UInt32(body.count)
            for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: length >> (24 - 8 * index))) }
            bytes.append(contentsOf: body)
        case .lines:
            // Between members JSON allows line ends, inside of strings it does not: a space means the same.
            bytes.append(contentsOf: body.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}
