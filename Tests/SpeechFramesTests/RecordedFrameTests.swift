import Foundation
import SpeechFrames
import Testing

/// Frames as released versions send them, one file of lines for each: processes of two versions talk while one after the other is
/// replaced.
///
/// A new version's file is made with `LOQUAT_RECORD_FRAMES=0.2 swift test --filter RecordedFrameTests`, and is never changed after
/// its release.
@Suite("Frames of released versions")
struct RecordedFrameTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Recorded")

    static let versions =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".jsonl") }.sorted()
        ?? []

    private static func frames(of version: String) throws -> [Frame] {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: version)))
        var splitter = FrameSplitter(framing: .lines)
        splitter.append(bytes)
        var frames: [Frame] = []
        while let raw = try splitter.next() { frames.append(try raw.decode()) }
        return frames
    }

    @Test("each of them is understood, and says the same when it is passed on", arguments: versions)
    func understood(version: String) throws {
        let frames = try Self.frames(of: version)
        #expect(!frames.isEmpty)
        for frame in frames {
            var bytes: [UInt8] = []
            try frame.encode(as: .lines, into: &bytes)
            #expect(try RawFrame(body: bytes.dropLast()).decode() == frame)
        }
    }

    @Test("the first version's recording holds every type of frame that it had")
    func complete() throws {
        let types = Set(try Self.frames(of: "0.1.jsonl").map(\.type))
        let later: Set<FrameType> = []
        #expect(types == Set(FrameType.allCases).subtracting(later))
    }

    @Test("a version is recorded when that is asked for", .enabled(if: getenv("LOQUAT_RECORD_FRAMES") != nil))
    func record() throws {
        let version = ProcessInfo.processInfo.environment["LOQUAT_RECORD_FRAMES"] ?? ""
        var bytes: [UInt8] = []
        for frame in FrameExamples.all { try frame.encode(as: .lines, into: &bytes) }
        try Data(bytes).write(to: Self.folder.appending(path: "\(version).jsonl"), options: .withoutOverwriting)
    }
}
