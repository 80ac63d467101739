import Glibc
import SpeechFrames
import Synchronization

/// One program of the line by itself, with frames in, and frames or samples out.
final class Stage: Sendable {
    let child: Child
    let output: SampleTap
    private let input: Mutex<Descriptor?>
    private let splitter = Mutex(FrameSplitter(framing: .lengthPrefixed))

    init(_ words: [String]) throws {
        let input = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        child = try Child(words, input: input.read, output: output.write)
        self.input = Mutex(input.write)
        self.output = SampleTap(descriptor: output.read)
    }

    func send(_ frames: [Frame]) throws {
        var bytes: [UInt8] = []
        for frame in frames { try frame.encode(as: .lengthPrefixed, into: &bytes) }
        try input.withLock { try $0?.write(bytes) }
    }

    /// When the bytes came that completed the next such frame; what came before it is dropped.
    func waitFor(_ isWanted: (FrameType) -> Bool) throws -> UInt64 {
        var now = Nanoseconds.now
        while true {
            while let frame = try splitter.withLock({ try $0.next() }) {
                if isWanted(frame.type) { return now }
            }
            guard let bytes = output.bytes(within: .seconds(5)) else {
                throw BenchmarkError("process \(child.id) did not answer")
            }
            now = Nanoseconds.now
            splitter.withLock { $0.append(bytes) }
        }
    }

    func end() {
        input.withLock { $0 = nil }
        kill(child.id, SIGTERM)
        child.wait()
    }
}
