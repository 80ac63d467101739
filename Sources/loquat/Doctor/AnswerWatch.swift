import SpeechFrames
import Synchronization

/// Looks at what the hub says of one turn for its first sound, or for what came in its way.
final class AnswerWatch: Sendable {
    /// One of the two.
    struct Outcome: Sendable, Equatable {
        var heard: ContinuousClock.Instant?
        var failure: String?
    }

    private let found = Mutex<Outcome?>(nil)

    var outcome: Outcome? { found.withLock { $0 } }

    /// Takes the next frame.
    ///
    /// - Returns: whether more is needed.
    func take(_ frame: Frame) -> Bool {
        let outcome: Outcome? =
            switch frame {
            case .progress(let progress) where progress.trouble == nil: Outcome(heard: .now)
            case .refused(let refused): Outcome(failure: refused.message)
            case .failed(let failed) where failed.phrase == nil: Outcome(failure: failed.message)
            case .finished: Outcome(failure: "the answer was empty")
            default: nil
            }
        guard let outcome else { return true }
        found.withLock { $0 = $0 ?? outcome }
        return false
    }
}
