import Glibc
import SpeechFrames
import TestSupport
import Testing

@testable import Synthesis

/// Speaks as many pieces as the text has scalars, and does what it was told to with each.
private struct FakeVoice: Synthesizer {
    var beforePiece: @Sendable (String, Int) -> Void = { _, _ in }

    func synthesize(
        _ request: SpeechRequest,
        into sink: (SpeechPiece) -> SinkAnswer
    ) throws(SynthesisError) -> Int {
        if request.text == "error" { throw SynthesisError(.unknownVoice, "no such voice") }
        let samples = [Int16](repeating: 1, count: 10)
        for index in 0..<request.text.count {
            beforePiece(request.text, index)
            let answer = samples.withUnsafeBufferPointer { buffer in
                sink(SpeechPiece(offset: index * 10, rate: 16_000, samples: buffer, words: []))
            }
            if answer == .stop { return index * 10 + 10 }
        }
        return request.text.count * 10
    }
}

@Suite(.timeLimit(.minutes(5)))
struct WorkerLoopTests {
    private let input = Pipe()
    private let output = Pipe()

    private func run(_ voice: FakeVoice = FakeVoice()) throws -> (end: WorkerEnd, frames: [String]) {
        var loop = WorkerLoop(
            voice: voice,
            streams: WorkerStreams(input: input.readEnd, output: output.writeEnd),
            input: .lengthPrefixed,
            output: .lines,
            name: "fake",
            pieceMilliseconds: 0
        )
        let end = loop.run()
        output.closeWriteEnd()
        return (end, try frames())
    }

    /// What was written, as `audio 0@10`: type, phrase, offset or samples or code.
    private func frames() throws -> [String] {
        var splitter = FrameSplitter(framing: .lines)
        let streams = WorkerStreams(input: output.readEnd, output: -1)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { buffer.deallocate() }
        while case .bytes(let count) = streams.read(into: buffer) { splitter.append(buffer[..<count]) }
        var frames: [String] = []
        while let frame = try splitter.next() {
            switch try frame.decode() {
            case .audio(let audio): frames.append("audio \(audio.phrase)@\(audio.offset)")
            case .synthesized(let end): frames.append("synthesized \(end.phrase)=\(end.samples)")
            case .failed(let failed): frames.append("failed \(failed.phrase ?? -1) \(failed.code)")
            default: frames.append(frame.type.rawValue)
            }
        }
        return frames
    }

    private static func write(_ frames: Frame..., to pipe: Pipe) throws {
        var bytes: [UInt8] = []
        for frame in frames { try frame.encode(as: .lengthPrefixed, into: &bytes) }
        pipe.write(bytes)
    }

    private func phrase(_ number: Int, _ text: String, turn: Int = 1) -> Frame {
        .phrase(Phrase(session: "s", turn: turn, phrase: number, text: text))
    }

    @Test("each phrase is answered by its pieces and its length, in order")
    func order() throws {
        try Self.write(phrase(0, "ab"), phrase(1, ""), phrase(2, "c"), to: input)
        input.closeWriteEnd()
        let (end, frames) = try run()
        #expect(end == .inputEnded)
        #expect(
            frames == [
                "audio 0@0", "audio 0@10", "synthesized 0=20", "synthesized 1=0", "audio 2@0", "synthesized 2=10",
            ]
        )
    }

    @Test("a phrase that cannot be spoken fails, and the next one is spoken")
    func failure() throws {
        try Self.write(phrase(0, "error"), phrase(1, "a"), to: input)
        input.closeWriteEnd()
        #expect(try run().frames == ["failed 0 unknown_voice", "audio 1@0", "synthesized 1=10"])
    }

    @Test("an interrupt stops the phrase at the next piece and answers those that wait")
    func interrupt() throws {
        let input = input
        try Self.write(phrase(0, "abcdef"), phrase(1, "b"), phrase(0, "c", turn: 2), to: input)
        let voice = FakeVoice(beforePiece: { text, index in
            guard text == "abcdef", index == 2 else { return }
            try? Self.write(.interrupt(Interrupt(session: "s", turn: 1, reason: .newCommand)), to: input)
            input.closeWriteEnd()
        })
        #expect(
            try run(voice).frames == [
                "audio 0@0", "audio 0@10", "failed 0 interrupted", "failed 1 interrupted", "audio 0@0",
                "synthesized 0=10",
            ]
        )
    }

    @Test("an interrupt of another session or an earlier turn changes nothing")
    func otherInterrupt() throws {
        try Self.write(
            phrase(0, "a", turn: 2),
            .interrupt(Interrupt(session: "t", turn: 9, reason: .newCommand)),
            .interrupt(Interrupt(session: "s", turn: 1, reason: .newCommand)),
            to: input
        )
        input.closeWriteEnd()
        #expect(try run().frames == ["audio 0@0", "synthesized 0=10"])
    }

    @Test("what is no frame ends the worker after everything before it was answered")
    func badFrame() throws {
        try Self.write(phrase(0, "a"), to: input)
        input.write([0, 0, 0, 2, 0x7B, 0x7B])
        let (end, frames) = try run()
        guard case .badFrame(let error) = end else {
            Issue.record("ended with \(end)")
            return
        }
        #expect(error.code == .notAnObject)
        #expect(frames == ["audio 0@0", "synthesized 0=10"])
    }

    @Test("an input that ends in the middle of a frame is an error")
    func halfFrame() throws {
        input.write([0, 0, 0, 9, 0x7B])
        input.closeWriteEnd()
        guard case .badFrame(let error) = try run().end else {
            Issue.record("a half frame was taken")
            return
        }
        #expect(error.code == .truncated)
    }

    @Test("in a pipe the other frames are passed on, each in its place")
    func relay() throws {
        try Self.write(
            .begin(Begin(session: "s", turn: 1)),
            phrase(0, "a"),
            .end(End(session: "s", turn: 1, phrases: 1)),
            to: input
        )
        input.closeWriteEnd()
        #expect(try run().frames == ["begin", "phrase", "audio 0@0", "synthesized 0=10", "end"])
    }

    @Test("more phrases than the queue takes are all answered")
    func many() throws {
        for number in 0..<400 { try Self.write(phrase(number, ""), to: input) }
        input.closeWriteEnd()
        #expect(try run().frames == (0..<400).map { "synthesized \($0)=0" })
    }

    @Test("a reader that goes away ends the worker")
    func outputClosed() throws {
        signal(SIGPIPE, SIG_IGN)
        try Self.write(phrase(0, "a"), to: input)
        output.closeReadEnd()
        var loop = WorkerLoop(
            voice: FakeVoice(),
            streams: WorkerStreams(input: input.readEnd, output: output.writeEnd),
            input: .lengthPrefixed,
            output: .lines,
            name: "fake",
            pieceMilliseconds: 0
        )
        #expect(loop.run() == .outputClosed)
    }

    @Test("a request to end stops a phrase at the next piece")
    func stop() throws {
        let signals = Pipe()
        try Self.write(phrase(0, "abcdef"), to: input)
        let voice = FakeVoice(beforePiece: { _, index in if index == 2 { signals.write([1]) } })
        var loop = WorkerLoop(
            voice: voice,
            streams: WorkerStreams(input: input.readEnd, output: output.writeEnd, signals: signals.readEnd),
            input: .lengthPrefixed,
            output: .lines,
            name: "fake",
            pieceMilliseconds: 0
        )
        #expect(loop.run() == .stopped)
        output.closeWriteEnd()
        #expect(try frames() == ["audio 0@0", "audio 0@10"])
    }
}
