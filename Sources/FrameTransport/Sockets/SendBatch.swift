import NIOCore
import SpeechFrames
private import Synchronization

/// What is to be written to a link next. Frames that come before the event loop has come to write them go out together: a write
/// costs both ends more than a short frame does.
///
/// It says what is to be done and does nothing itself. Its bytes are bounded by ``SendFlow``, which holds back whoever sends.
final class SendBatch: Sendable {
    /// What whoever has added a frame must have done by the event loop, which calls ``take()`` then.
    enum Errand {
        /// A write, as soon as it can.
        case write
        /// A write after ``SendBatch/patience``.
        case writeSoon
        /// Nothing: an earlier frame's write takes this one along.
        case nothing
    }

    private struct State {
        var bytes: [UInt8] = []
        var isWriteDue = false
        var isLateWriteDue = false

        mutating func errand(canWait: Bool) -> Errand {
            if isWriteDue || (canWait && isLateWriteDue) { return .nothing }
            if canWait {
                isLateWriteDue = true
                return .writeSoon
            }
            isWriteDue = true
            return .write
        }
    }

    /// How long frames may lie that can wait. What is told at one moment of many turns comes within it.
    static let patience = Duration.milliseconds(5)

    private let state = Mutex(State())

    /// Adds frames behind those that are there.
    func add(_ frames: [RawFrame], canWait: Bool) -> Errand {
        state.withLock { state in
            for frame in frames { frame.encode(as: .lengthPrefixed, into: &state.bytes) }
            return state.errand(canWait: canWait)
        }
    }

    /// Adds a frame that is in bytes already.
    func add(_ frame: EncodedFrame) -> Errand {
        state.withLock { state in
            state.bytes += frame.bytes
            return state.errand(canWait: false)
        }
    }

    /// What is to be written now; empty where an earlier write took it along.
    func take() -> [UInt8] {
        state.withLock { state in
            defer { state = State() }
            return state.bytes
        }
    }
}
