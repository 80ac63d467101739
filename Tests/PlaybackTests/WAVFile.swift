import TestSupport
import Glibc

/// A WAV file as another program would read it: every length must fit.
struct WAVFile {
    let rate: Int
    let samples: [Int16]

    init(_ path: String) throws {
        let bytes = try readFile(path)
        func number(_ range: Range<Int>) -> Int { bytes[range].reversed().reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count >= 44, bytes[0..<4].elementsEqual("RIFF".utf8), bytes[8..<16].elementsEqual("WAVEfmt ".utf8),
            bytes[36..<40].elementsEqual("data".utf8), number(20..<22) == 1, number(22..<24) == 1,
            number(34..<36) == 16,
            number(4..<8) == 36 + number(40..<44), bytes.count >= 44 + number(40..<44)
        else { throw SetupError("not a valid WAV file") }
        rate = number(24..<28)
        samples = stride(from: 44, to: 44 + number(40..<44), by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }
}

/// A whole file.
func readFile(_ path: String) throws -> [UInt8] {
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
