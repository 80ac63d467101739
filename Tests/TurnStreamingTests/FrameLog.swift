import SpeechFrames
import Synchronization

/// Remembers the frames that were emitted, in order.
final class FrameLog: Sendable {
    struct Full: Error {}

    private let limit: Int
    private let log = Mutex<[Frame]>([])

    init(failsAfter limit: Int = .max) {
        self.limit = limit
    }

    func append(_ frame: Frame) async throws {
        try log.withLock { frames in
            guard frames.count < limit else { throw Full() }
            frames.append(frame)
        }
    }

    var frames: [Frame] { log.withLock { $0 } }

    var phrases: [String] {
        frames.compactMap { if case .phrase(let phrase) = $0 { phrase.text } else { nil } }
    }

    /// Where each token says that it stands.
    var tokenStarts: [Int] {
        frames.compactMap { if case .token(let token) = $0 { token.start } else { nil } }
    }

    /// Where the answer ends in the text, as its `end` says.
    var answerEnd: Int? {
        frames.lazy.compactMap { if case .end(let end) = $0 { end.answerEnd } else { nil } }.first
    }

    var text: String {
        frames.compactMap { if case .token(let token) = $0 { token.text } else { nil } }.joined()
    }
}
