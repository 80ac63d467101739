package import Logging
package import SpeechFrames
private import Synchronization

/// A link down the line that survives both its ends: what goes over it is kept until it was heard, and sent again to a
/// peer that was away.
package final class KeptLink: Sendable {
    /// What is kept, for the link's greeting too.
    private final class Store: Sendable {
        let keeper: Mutex<FrameKeeper>

        init(_ lookahead: Lookahead?) { keeper = Mutex(FrameKeeper(lookahead: lookahead)) }
    }

    private let store: Store
    private let link: FrameLink
    private let changed = WaitList()

    /// Links to the socket at `path`; a frame of a type that is not in `accepted` ends the connection. `hello` is what this
    /// side says of itself; what is kept is added to it. The peer gets no more sound ahead of the ear than `lookahead` has room for.
    package init(
        path: String,
        accepting accepted: Set<FrameType>,
        lookahead: Lookahead? = nil,
        logger: Logger,
        hello: @escaping @Sendable () -> Hello
    ) {
        let store = Store(lookahead)
        self.store = store
        link = FrameLink(path: path, accepting: accepted, logger: logger) {
            var greeting = hello()
            greeting.holds = store.keeper.withLock { $0.holding }
            return greeting
        }
    }

    /// Reads the keeper.
    package func read<Value>(_ body: (borrowing FrameKeeper) -> Value) -> Value {
        store.keeper.withLock { body($0) }
    }

    /// Changes the keeper, and sends what there is to send.
    @discardableResult
    package func change<Value>(_ body: (inout FrameKeeper) -> Value) -> Value {
        let value = store.keeper.withLock { body(&$0) }
        changed.wake()
        return value
    }

    /// Suspends until the keeper is as wanted.
    ///
    /// - Throws: `CancellationError`.
    package func wait(until condition: (borrowing FrameKeeper) -> Bool) async throws(CancellationError) {
        try await changed.wait { read(condition) }
    }

    /// Suspends until the keeper is as wanted, or for `limit`.
    ///
    /// - Returns: whether it is.
    /// - Throws: `CancellationError`.
    package func wait(
        atMost limit: Duration,
        until condition: @escaping @Sendable (borrowing FrameKeeper) -> Bool
    ) async throws -> Bool {
        if read(condition) { return true }
        return try await changed.wait(atMost: limit) { self.read(condition) }
    }

    /// Holds the link until the task is cancelled; `receive` takes what comes up the line, and must not wait for long.
    ///
    /// - Throws: `CancellationError`.
    package func run(_ receive: @escaping @Sendable (RawFrame) throws -> Void) async throws {
        try await link.run { connection, frames in
            self.change { $0.connect(holds: connection.peer.holds ?? []) }
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

    private func nextFrame() async throws(CancellationError) -> RawFrame {
        var frame: RawFrame?
        try await changed.wait {
            frame = store.keeper.withLock { $0.nextFrame() }
            return frame != nil
        }
        guard let frame else { throw CancellationError() }
        return frame
    }
}
