internal import SpeechFrames

/// One question after the other to a talk-keeper, each answered before the next.
struct KeeperLine {
    /// What a talk-keeper sends.
    static let accepted: Set<FrameType> = [.talk, .kept]

    /// How many frames of one answer may wait: all sessions' talk. More is no answer of a talk-keeper's.
    static let longestAnswer = 2_048

    private var replies: AsyncStream<Frame>.Iterator
    private let write: ([UInt8]) async throws -> Void

    init(_ replies: AsyncStream<Frame>, write: @escaping ([UInt8]) async throws -> Void) {
        self.replies = replies.makeAsyncIterator()
        self.write = write
    }

    /// Sends a frame and waits for its answer.
    ///
    /// - Throws: what writing throws, and `CancellationError` where the talk-keeper is gone.
    mutating func exchange(_ frame: Frame) async throws -> (talks: [Talk], kept: Kept) {
        var bytes: [UInt8] = []
        try frame.encode(as: .lengthPrefixed, into: &bytes)
        try await write(bytes)
        var talks: [Talk] = []
        while let reply = await replies.next(isolation: #isolation) {
            switch reply {
            case .talk(let talk): talks.append(talk)
            case .kept(let kept): return (talks, kept)
            default: break
            }
        }
        throw CancellationError()
    }
}
