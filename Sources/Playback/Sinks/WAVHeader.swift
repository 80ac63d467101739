/// The 44 bytes before the samples of a WAV file: RIFF, one `fmt ` chunk (PCM, mono, 16 bit), one `data` chunk; all little-endian.
/// Source: "Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft, 1991.
struct WAVHeader: Equatable {
    /// In Hz.
    var rate: Int

    /// Bytes of samples that follow.
    var dataLength: Int

    /// In bytes.
    static let length = 44

    /// The most bytes of samples that the 32-bit lengths can name.
    static let maximumDataLength = Int(UInt32.max) - length

    init(rate: Int, dataLength: Int) {
        self.rate = rate
        self.dataLength = dataLength
    }

    /// Reads a header that was written by ``bytes``; `nil` for another.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(rate: Self.integer(in: bytes[24..<28]), dataLength: Self.integer(in: bytes[40..<44]))
        guard self.bytes == bytes else { return nil }
    }

    /// What stands in the file.
    var bytes: [UInt8] {
        Array("RIFF".utf8) + Self.little(UInt32(36 + dataLength)) + Array("WAVEfmt ".utf8) + Self.little(UInt32(16))
            + Self.little(UInt16(1)) + Self.little(UInt16(1)) + Self.little(UInt32(rate))
            + Self.little(UInt32(rate * 2))
            + Self.little(UInt16(2)) + Self.little(UInt16(16)) + Array("data".utf8) + Self.little(UInt32(dataLength))
    }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func integer(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
