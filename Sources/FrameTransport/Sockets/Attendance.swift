private import Synchronization

/// Who is connected to a socket, so that of each role of which the hub has one process only one at a time is served.
///
/// A process that was killed leaves behind what it had sent. Its successor waits until that was taken, for a little while; a
/// link that then still stands has a peer that hangs, or that has given it up, and is closed.
final class Attendance: Sendable {
    /// How long the successor waits for the end of what came before it.
    static let patience = Duration.milliseconds(500)

    /// The roles that one process plays in a hub.
    static let single: Set<String> = ["hub-supervisor", "llm-streamer", "tts-workers", "audio-sequencer"]

    private struct State {
        var present: [Int: (role: String, end: LinkEnd)] = [:]
        var nextKey = 0
    }

    private let state = Mutex(State())
    private let changed = WaitList()

    /// Enters a peer that has said who it is.
    func enter(_ role: String, _ end: LinkEnd) -> Int {
        state.withLock { state in
            defer { state.nextKey += 1 }
            state.present[state.nextKey] = (role, end)
            return state.nextKey
        }
    }

    /// The peer's link has ended, and all that came over it was taken.
    func leave(_ key: Int) {
        state.withLock { _ = $0.present.removeValue(forKey: key) }
        changed.wake()
    }

    /// Returns when all earlier peers of the same role have left.
    ///
    /// - Throws: `CancellationError`.
    func waitForTurn(of key: Int) async throws {
        if earlier(key).isEmpty { return }
        if try await changed.wait(atMost: Self.patience, until: { self.earlier(key).isEmpty }) { return }
        for end in earlier(key) { end.close() }
        try await changed.wait { earlier(key).isEmpty }
    }

    private func earlier(_ key: Int) -> [LinkEnd] {
        state.withLock { state in
            guard let role = state.present[key]?.role, Self.single.contains(role) else { return [] }
            return state.present.filter { $0.key < key && $0.value.role == role }.map(\.value.end)
        }
    }
}
