private import Synchronization

/// Copies the frames that pass a socket to whoever debugs, without ever waiting for them.
final class FrameTap: Sendable {
    /// How many frames may wait for one slow tap; then its newest are dropped.
    static let limit = 4_096

    private let taps = Mutex<[Int: AsyncStream<EncodedFrame>.Continuation]>([:])
    private let nextKey = Atomic(0)

    func copy(_ frame: EncodedFrame) {
        taps.withLock { taps in
            for tap in taps.values { tap.yield(frame) }
        }
    }

    /// Whether anyone listens: if not, nothing need be encoded.
    var isIdle: Bool { taps.withLock { $0.isEmpty } }

    /// The frames from now on, until the reading ends.
    func frames() -> AsyncStream<EncodedFrame> {
        let key = nextKey.add(1, ordering: .relaxed).newValue
        return AsyncStream(bufferingPolicy: .bufferingOldest(Self.limit)) { continuation in
            taps.withLock { $0[key] = continuation }
            continuation.onTermination = { [weak self] _ in self?.remove(key) }
        }
    }

    private func remove(_ key: Int) {
        taps.withLock { _ = $0.removeValue(forKey: key) }
    }
}
