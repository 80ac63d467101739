internal import NIOCore
internal import Supervision

/// Brings one stream its events: first where it begins, then all that happens.
struct EventFollower: Sendable {
    /// What is to be sent.
    enum Piece: Sendable {
        /// How the hub is, as of the event with that name.
        case snapshot([UInt8], EventID)
        /// The events of a batch after one.
        case events(EventBatch, after: UInt64)
        case signOfLife
    }

    let broadcast: EventBroadcast
    let snapshot: @Sendable () -> (json: [UInt8], last: EventID)

    /// Has `send` send what there is, until it is over; `last` is what the peer had before, if anything.
    ///
    /// - Throws: ``EventSubscription/End`` where the stream ends, and what `send` throws.
    func follow(
        after last: EventID?,
        until closed: EventLoopFuture<Void>,
        _ send: (Piece) async throws -> Void
    ) async throws {
        let place = broadcast.join()
        defer { broadcast.leave(place) }
        let subscription = place.subscription
        closed.whenComplete { _ in subscription.finish(.gone) }
        var cursor: EventID
        if let last, broadcast.log.holdsAll(after: last) {
            cursor = last
        } else {
            let (json, now) = snapshot()
            cursor = now
            try await send(.snapshot(json, now))
        }
        try await catchUp(&cursor, to: place.position, send)
        while true {
            for batch in try await subscription.next() {
                if batch.isSignOfLife {
                    try await send(.signOfLife)
                } else if batch.last > cursor.number {
                    try await send(.events(batch, after: cursor.number))
                    cursor.number = batch.last
                }
            }
        }
    }

    /// Sends what the others had before this one came.
    private func catchUp(
        _ cursor: inout EventID,
        to position: UInt64,
        _ send: (Piece) async throws -> Void
    ) async throws {
        let start = cursor
        guard start.number < position else { return }
        cursor.number = try await broadcast.log.read(after: start) { reader in
            var number = start.number
            while number < position {
                let batch = EventBatch(try await reader.next())
                try await send(.events(batch, after: number))
                number = batch.last
            }
            return number
        }
    }
}
