import SpeechFrames
import TestSupport
import Testing

@Suite("The cut of the bytes never matters")
struct FrameSplitterPropertyTests {
    private func stream(_ framing: Framing) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for frame in FrameExamples.all { try frame.encode(as: framing, into: &bytes) }
        return bytes
    }

    private func frames(of pieces: [ArraySlice<UInt8>], _ framing: Framing) throws -> [Frame] {
        var splitter = FrameSplitter(framing: framing)
        var frames: [Frame] = []
        for piece in pieces {
            splitter.append(piece)
            while let frame = try splitter.next() { frames.append(try frame.decode()) }
        }
        while let frame = try splitter.finish() { frames.append(try frame.decode()) }
        return frames
    }

    @Test("byte by byte", arguments: [Framing.lengthPrefixed, .lines])
    func byteByByte(framing: Framing) throws {
        let bytes = try stream(framing)
        #expect(try frames(of: bytes.indices.map { bytes[$0...$0] }, framing) == FrameExamples.all)
    }

    @Test("cut in two at every place", arguments: [Framing.lengthPrefixed, .lines])
    func everyCut(framing: Framing) throws {
        let bytes = try stream(framing)
        for cut in bytes.indices {
            #expect(try frames(of: [bytes[..<cut], bytes[cut...]], framing) == FrameExamples.all, "cut at \(cut)")
        }
    }

    @Test("a last line needs no line end")
    func lastLine() throws {
        let bytes = try stream(.lines).dropLast()
        #expect(try frames(of: [bytes[...]], .lines) == FrameExamples.all)
    }

    @Test("blank lines and carriage returns are harmless")
    func blankLines() throws {
        let text = "\r\n \n{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":2}\r\n\n"
        #expect(try frames(of: [Array(text.utf8)[...]], .lines) == [.end(End(session: "s", turn: 1, phrases: 2))])
    }

    @Test("random bytes end in frames or an error, never in a crash or a hang", arguments: 0..<200 as Range<UInt64>)
    func randomBytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let framing: Framing = seed % 2 == 0 ? .lengthPrefixed : .lines
        var bytes = try stream(framing)
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        if seed % 5 == 0 { bytes = (0..<4_096).map { _ in UInt8.random(in: .min ... .max, using: &random) } }
        var splitter = FrameSplitter(framing: framing)
        splitter.append(bytes)
        do throws(FrameError) {
            while let frame = try splitter.next() { _ = try frame.decode() }
            _ = try splitter.finish()
        } catch {
            #expect(!error.message.isEmpty, "seed \(seed)")
        }
    }
}
