import Testing

@testable import LanguageModels

@Suite struct SSEDecoderTests {
    @Test("events are the same however the bytes are cut")
    func everyCut() throws {
        let text =
            "\u{FEFF}: hello\r\ndata: ä🎈\r\n\r\nevent: x\nid: 1\nretry: 5\ndata:one\ndata:  two\ndata\n\ndata: [DONE]"
        for pieces in everySplit(of: text) {
            #expect(try events(of: pieces) == [data("ä🎈"), data("one\n two\n"), data("[DONE]")])
        }
    }

    @Test(
        "a table of streams",
        arguments: [
            ("", []),
            (":\n\n:\n\n", []),
            ("data\n\n", [""]),
            ("data:\n\ndata: a\n\n", ["", "a"]),
            ("\n\n\ndata: a\n\n\n\n", ["a"]),
            ("data: a:b\n\n", ["a:b"]),
        ]
    )
    func table(text: String, expected: [String]) throws {
        #expect(try events(of: [Array(text.utf8)]) == expected.map { data($0) })
    }

    @Test("a line that is no field is handed out")
    func foreign() throws {
        let line = #"{"error":"no"}"#
        #expect(try events(of: [Array("data: a\n\(line)\n".utf8)]) == [.foreign(Array(line.utf8)), data("a")])
    }

    @Test("many data lines are limited like one")
    func limit() {
        var decoder = SSEDecoder(longestLine: 10)
        decoder.append(Array("data:12345\ndata:1234\ndata:1\n".utf8))
        #expect(throws: LineDecoder.LineTooLong()) { try decoder.next() }
    }

    private func data(_ text: String) -> SSEDecoder.Event { .data(Array(text.utf8)) }

    private func events(of pieces: [[UInt8]]) throws -> [SSEDecoder.Event] {
        var decoder = SSEDecoder()
        var events: [SSEDecoder.Event] = []
        for piece in pieces + [nil] {
            if let piece { decoder.append(piece) } else { decoder.finish() }
            while let event = try decoder.next() { events.append(event) }
        }
        #expect(decoder.isAtEnd)
        return events
    }
}
