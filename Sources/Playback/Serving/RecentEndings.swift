import SpeechFrames
private import Synchronization

/// How the last turns came to their ends, for a supervisor that was not linked when that was told.
///
/// The oldest are forgotten first: who is away for longer than ``limit`` turns take asks for them anew.
final class RecentEndings: Sendable {
    /// How many turns are remembered.
    static let limit = 256

    private let frames = Mutex<[RawFrame]>([])

    /// What is to be told again, oldest first.
    var all: [RawFrame] { frames.withLock { $0 } }

    /// Remembers a turn's `finished`, `failed` or `interrupted`.
    func note(_ frame: Frame) {
        guard let raw = try? RawFrame(frame) else { return }
        frames.withLock { frames in
            if frames.count == Self.limit { frames.removeFirst() }
            frames.append(raw)
        }
    }
}
