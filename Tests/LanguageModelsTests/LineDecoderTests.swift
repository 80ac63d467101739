import Testing

@testable import LanguageModels

@Suite struct LineDecoderTests {
    @Test("lines are the same however the bytes are cut")
    func everyCut() throws {
        let text = "one\r\n\nzwölf 🎈\nlast without an end"
        for pieces in everySplit(of: text) {
            #expect(try lines(of: pieces) == ["one", "", "zwölf 🎈", "last without an end"])
        }
    }

    @Test("only the return right before the feed is taken off")
    func returns() throws {
        #expect(try lines(of: [Array("a\rb\r\r\n\r\n".utf8)]) == ["a\rb\r", ""])
    }

    @Test("nothing gives no line")
    func empty() throws {
        #expect(try lines(of: [[]]) == [])
    }

    @Test("a line at the limit passes, one byte more is an error", arguments: [true, false])
    func limit(isEnded: Bool) throws {
        let end: [UInt8] = isEnded ? [0x0A] : []
        #expect(try lines(of: [Array("12345678".utf8) + end], limit: 8) == ["12345678"])
        #expect(throws: LineDecoder.LineTooLong()) { try lines(of: [Array("123456789".utf8) + end], limit: 8) }
    }

    @Test("a line over the limit is an error before its end has come")
    func unendedLimit() {
        var decoder = LineDecoder(limit: 8)
        decoder.append(Array("123456789".utf8))
        #expect(throws: LineDecoder.LineTooLong()) { try decoder.next() }
    }

    @Test("a megabyte in one line, in pieces of 1000 bytes, is one line")
    func longLine() throws {
        let pieces = Array(repeating: Array(repeating: UInt8(ascii: "x"), count: 1000), count: 1049)
        #expect(try lines(of: pieces + [[0x0A]]).map(\.utf8.count) == [1_049_000])
    }

    private func lines(of pieces: [[UInt8]], limit: Int = LineDecoder.longestLine) throws -> [String] {
        var decoder = LineDecoder(limit: limit)
        var lines: [String] = []
        for piece in pieces + [nil] {
            if let piece { decoder.append(piece) } else { decoder.finish() }
            while let line = try decoder.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(decoder.isAtEnd)
        return lines
    }
}
