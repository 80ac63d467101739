import FrameTransport
import Glibc

/// The text on standard input as it comes; a character that is cut in two by a read waits for its rest.
struct TextInput: AsyncSequence, Sendable {
    func makeAsyncIterator() -> Iterator {
        Iterator(bytes: ByteInput(descriptor: STDIN_FILENO, name: "standard input").makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteInput.Iterator
        private var rest: [UInt8] = []

        init(bytes: ByteInput.Iterator) {
            self.bytes = bytes
        }

        mutating func next() async throws -> String? {
            while let more = try await bytes.next() {
                rest += more
                let whole = rest.count - Self.lengthOfCutCharacter(rest)
                defer { rest.removeFirst(whole) }
                if whole > 0 { return String(decoding: rest.prefix(whole), as: UTF8.self) }
            }
            defer { rest = [] }
            return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
        }

        /// How many bytes at the end begin a UTF-8 sequence that is not whole yet.
        private static func lengthOfCutCharacter(_ bytes: [UInt8]) -> Int {
            for (distance, byte) in bytes.reversed().prefix(3).enumerated() where byte >= 0xC0 {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                return distance + 1 < length ? distance + 1 : 0
            }
            return 0
        }
    }
}
