private import Glibc

/// A WAV file as another program would read it: every length must fit.
package struct WAVFile: Sendable {
    /// In Hz.
    package let rate: Int
    package let samples: [Int16]

    /// Reads a finished file; `whileWritten`, more samples may lie in it than its header knows of.
    package init(_ path: String, whileWritten: Bool = false) throws {
        let bytes = try readFile(path)
        func number(_ range: Range<Int>) -> Int { bytes[range].reversed().reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count >= 44, bytes[0..<4].elementsEqual("RIFF".utf8), bytes[8..<16].elementsEqual("WAVEfmt ".utf8),
            bytes[36..<40].elementsEqual("data".utf8), number(20..<22) == 1, number(22..<24) == 1,
            number(34..<36) == 16, number(4..<8) == 36 + number(40..<44), bytes.count >= 44 + number(40..<44),
            whileWritten || bytes.count == 44 + number(40..<44)
        else { throw SetupError("\(path) is not a valid WAV file") }
        rate = number(24..<28)
        samples = littleEndianSamples(bytes[44..<44 + number(40..<44)])
    }
}

/// Signed 16-bit little-endian samples.
package func littleEndianSamples(_ bytes: some Collection<UInt8>) -> [Int16] {
    let bytes = Array(bytes)
    return stride(from: 0, to: bytes.count - 1, by: 2).map {
        Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
}

/// A whole file.
package func readFile(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SetupError("cannot read \(path)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count <= 0 { return bytes }
        bytes += buffer[..<count]
    }
}

/// Writes a file anew.
package func writeFile(_ path: String, _ text: String) throws { try writeFile(path, Array(text.utf8)) }

/// Writes a file anew.
package func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o700)
    guard descriptor >= 0 else { throw SetupError("cannot write \(path)") }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw SetupError("cannot write \(path)") }
        rest = rest.dropFirst(count)
    }
}
