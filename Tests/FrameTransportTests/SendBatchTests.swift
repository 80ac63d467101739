import SpeechFrames
import Testing

@testable import FrameTransport

@Suite("frames in one write")
struct SendBatchTests {
    private func frame(_ phrase: Int) throws -> RawFrame {
        try RawFrame(.synthesized(Synthesized(session: "s", turn: 1, phrase: phrase, samples: 1)))
    }

    @Test("frames that come before the write go out with it, in their order")
    func gathers() throws {
        let batch = SendBatch()
        let frames = try (0..<4).map(frame)
        #expect(batch.add([frames[0]], canWait: false) == .write)
        #expect(batch.add([frames[1]], canWait: true) == .nothing)
        #expect(batch.add([frames[2], frames[3]], canWait: false) == .nothing)
        #expect(batch.take() == EncodedFrame(frames).bytes)
        #expect(batch.take().isEmpty)
    }

    @Test("what can wait goes out by the first write that comes, and asks for one itself but once")
    func waits() throws {
        let batch = SendBatch()
        let frames = try (0..<3).map(frame)
        #expect(batch.add([frames[0]], canWait: true) == .writeSoon)
        #expect(batch.add([frames[1]], canWait: true) == .nothing)
        #expect(batch.add([frames[2]], canWait: false) == .write)
        #expect(batch.take() == EncodedFrame(frames).bytes)
        // The late write finds nothing, and what comes before it has one of its own.
        #expect(batch.add([frames[0]], canWait: true) == .writeSoon)
        #expect(batch.take() == EncodedFrame(frames[0]).bytes)
        #expect(batch.take().isEmpty)
        #expect(batch.add([frames[1]], canWait: false) == .write)
    }

    @Test("a frame that is in bytes already keeps its place among the others")
    func bytes() throws {
        let batch = SendBatch()
        let frames = try (0..<2).map(frame)
        #expect(batch.add([frames[0]], canWait: true) == .writeSoon)
        #expect(batch.add(EncodedFrame(frames[1])) == .write)
        #expect(batch.take() == EncodedFrame(frames).bytes)
    }
}
