import SpeechFrames
private import Synchronization

/// Copies the frames that pass a socket to whoever debugs, without ever waiting for them.
final class FrameTap: Sendable {
    /// The role of a peer that only wants to see what passes.
    static let role = "tap"

    /// How many frames may wait for one slow tap; then its newest are dropped, and it is told how many.
    static let limit = 4_096

    fileprivate struct Tap {
        let frames: AsyncStream<EncodedFrame>.Continuation
        var dropped = 0
    }

    private let taps = Mutex<[Int: Tap]>([:])
    private let nextKey = Atomic(0)
    private let count = Atomic(0)

    /// Whether nobody listens: then nothing need be encoded.
    var isIdle: Bool { count.load(ordering: .relaxed) == 0 }

    func copy(_ frame: EncodedFrame) {
        taps.withLock { taps in
            for key in taps.keys { taps[key]?.take(frame) }
        }
    }

    /// Sends what passes to a tap, until its link ends.
    ///
    /// - Throws: ``TransportError`` with the code `closed`.
    func serve(_ end: LinkEnd) async throws {
        for await frame in frames() {
            end.write(frame)
            try await end.flow.room()
        }
    }

    /// The frames from now on, until the reading ends.
    func frames() -> AsyncStream<EncodedFrame> {
        let key = nextKey.add(1, ordering: .relaxed).newValue
        return AsyncStream(bufferingPolicy: .bufferingOldest(Self.limit)) { continuation in
            taps.withLock { $0[key] = Tap(frames: continuation) }
            count.add(1, ordering: .relaxed)
            continuation.onTermination = { [weak self] _ in self?.remove(key) }
        }
    }

    private func remove(_ key: Int) {
        if taps.withLock({ $0.removeValue(forKey: key) }) != nil { count.subtract(1, ordering: .relaxed) }
    }
}

extension FrameTap.Tap {
    fileprivate mutating func take(_ frame: EncodedFrame) {
        if dropped > 0 {
            guard let notice = Self.notice(dropped), case .enqueued = frames.yield(notice) else {
                dropped += 1
                return
            }
            dropped = 0
        }
        if case .dropped = frames.yield(frame) { dropped += 1 }
    }

    private static func notice(_ count: Int) -> EncodedFrame? {
        let message = "\(count) frames are not shown here: the tap reads more slowly than they pass"
        return try? EncodedFrame(.refused(Refused(code: "tap_too_slow", message: message)))
    }
}
