import FrameTransport
import Glibc
import SpeechFrames
import TestSupport
import Testing

@Suite("Frames on a program's own streams", .timeLimit(.minutes(5)))
struct StandardStreamTests {
    private func end(_ phrases: Int) -> Frame { .end(End(session: "s", turn: 1, phrases: phrases)) }

    private func input(_ descriptor: Int32, _ framing: Framing = .lengthPrefixed) -> FrameInput {
        FrameInput(descriptor: descriptor, name: "the test's input", framing: framing, accepting: [.end])
    }

    private func output(_ descriptor: Int32) -> FrameOutput {
        FrameOutput(descriptor: descriptor, name: "the test's output", framing: .lengthPrefixed)
    }

    @Test("what goes in at one end of a pipe comes out at the other, in order and with its end")
    func order() async throws {
        let pipe = Pipe()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let output = output(pipe.writeEnd)
                for number in 0..<20_000 { try await output.write(end(number)) }
                try await output.flush()
                pipe.closeWriteEnd()
            }
            var expected = 0
            for try await frame in input(pipe.readEnd) {
                #expect(try frame.decode() == end(expected))
                expected += 1
            }
            #expect(expected == 20_000)
            try await group.waitForAll()
        }
    }

    @Test("a full pipe holds the writer back, and letting it flow lets the writer go on")
    func backPressure() async throws {
        let pipe = Pipe()
        let output = output(pipe.writeEnd)
        let written = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<50_000 {
                    try await output.write(end(number))
                    written.increment()
                }
                try await output.flush()
                pipe.closeWriteEnd()
            }
            await written.settle()
            // The buffer and what a pipe holds, in frames of 50 to 60 bytes.
            #expect(written.value < (ByteOutput.limit + 65_536) / 40)
            var count = 0
            for try await _ in input(pipe.readEnd) { count += 1 }
            #expect(count == 50_000)
            try await group.waitForAll()
        }
    }

    @Test("/dev/null is an empty input")
    func devNull() async throws {
        let descriptor = open("/dev/null", O_RDONLY)
        defer { close(descriptor) }
        for try await _ in input(descriptor) { Issue.record("a frame from nowhere") }
    }

    @Test("a file is read to its end, and its last line needs no line end")
    func file() async throws {
        var template = Array("/tmp/loquat-test.XXXXXX\0".utf8.map { CChar($0) })
        let descriptor = mkstemp(&template)
        unlink(template)
        defer { close(descriptor) }
        let text = "{\"type\":\"end\",\"session\":\"s\",\"turn\":1,\"phrases\":3}"
        #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
        lseek(descriptor, 0, SEEK_SET)
        var frames: [Frame] = []
        for try await frame in input(descriptor, .lines) { frames.append(try frame.decode()) }
        #expect(frames == [end(3)])
    }

    @Test("cancelling ends a read that waits for a silent writer")
    func cancelledRead() async throws {
        let pipe = Pipe()
        let task = Task {
            for try await _ in input(pipe.readEnd) {}
            return true
        }
        task.cancel()
        #expect(try await task.value)
    }

    @Test("a reader that is gone is told apart from a fault")
    func closedReader() async throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        pipe.closeReadEnd()
        let output = output(pipe.writeEnd)
        let error = await #expect(throws: TransportError.self) {
            try await output.write(end(0))
            try await output.flush()
        }
        #expect(error?.code == .closed)
    }

    @Test("a reader that never reads does not hold up the end")
    func abandoned() async throws {
        let pipe = Pipe()
        let output = output(pipe.writeEnd)
        let writer = Task {
            while true { try await output.write(end(0)) }
        }
        output.abandon()
        await #expect(throws: TransportError.self) { try await writer.value }
    }

    @Test("half a frame at the end is an error")
    func truncated() async throws {
        let pipe = Pipe()
        pipe.write([0, 0, 0, 20, 1, 2])
        pipe.closeWriteEnd()
        let error = await #expect(throws: FrameError.self) {
            for try await _ in input(pipe.readEnd) {}
        }
        #expect(error?.code == .truncated)
    }
}
