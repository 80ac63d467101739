package import SpeechFrames
private import Synchronization

/// A link down the line that survives both its ends: what goes over it is kept until it was heard, and sent again to a
/// peer that was away.
package final class KeptLink: Sendable {
    private struct State {
        var keeper = FrameKeeper()
        /// What the peer held when the present link was made; `nil` before the first one.
        var peerHeld: [TurnID: HeldTurn]?
    }

    private let link: FrameLink
    private let state = Mutex(State())
    private let changed = WaitList()

    package init(_ link: FrameLink) {
        self.link = link
    }

    /// Reads the keeper.
    package func read<Value>(_ body: (borrowing FrameKeeper) -> Value) -> Value {
        state.withLock { body($0.keeper) }
    }

    /// Changes the keeper, and sends what there is to send.
    @discardableResult
    package func change<Value>(_ body: (inout FrameKeeper) -> Value) -> Value {
        let value = state.withLock { body(&$0.keeper) }
        changed.wake()
        return value
    }

    /// Suspends until the keeper is as wanted.
    ///
    /// - Throws: `CancellationError`.
    package func wait(until condition: (borrowing FrameKeeper) -> Bool) async throws(CancellationError) {
        try await changed.wait { read(condition) }
    }

    /// What the peer held of the turn when the present link was made. Suspends until there was a link.
    ///
    /// - Throws: `CancellationError`.
    package func peerHolding(of turn: TurnID) async throws(CancellationError) -> HeldTurn? {
        try await changed.wait { state.withLock { $0.peerHeld != nil } }
        return state.withLock { $0.peerHeld?[turn] }
    }

    /// Holds the link until the task is cancelled; `receive` takes what comes up the line, and must not wait for long.
    ///
    /// - Throws: `CancellationError`.
    package func run(_ receive: @escaping @Sendable (RawFrame) throws -> Void) async throws {
        try await link.run { connection, frames in
            self.connect(connection.peer.holds ?? [])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while true { try await connection.send(try await self.nextFrame()) }
                }
                group.addTask {
                    for try await frame in frames { try receive(frame) }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func connect(_ holds: [HeldTurn]) {
        state.withLock { state in
            state.keeper.connect(holds: holds)
            state.peerHeld = Dictionary(holds.map { ($0.turnID, $0) }, uniquingKeysWith: { first, _ in first })
        }
        changed.wake()
    }

    private func nextFrame() async throws(CancellationError) -> RawFrame {
        var frame: RawFrame?
        try await changed.wait {
            frame = state.withLock { $0.keeper.nextFrame() }
            return frame != nil
        }
        guard let frame else { throw CancellationError() }
        return frame
    }
}
