import NIOCore
private import Synchronization

/// The links that were accepted and that nobody serves yet.
///
/// A server that is told to stop may have some, and a `NIOAsyncChannel` that is let go while it is open traps: so they are
/// held here until they are served, or ended.
final class UnservedLinks: Sendable {
    private struct State {
        var ends: [ObjectIdentifier: LinkEnd] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Holds the link that `make` makes.
    ///
    /// - Throws: What `make` throws, and ``TransportError`` where the server has stopped: then nothing was made.
    func add(_ make: () throws -> LinkEnd) throws -> LinkEnd {
        try state.withLock { state in
            if state.isClosed { throw TransportError(.closed, "the server has stopped") }
            let end = try make()
            state.ends[Self.key(end)] = end
            return end
        }
    }

    /// Somebody serves the link from now on, to its end.
    func remove(_ end: LinkEnd) {
        state.withLock { _ = $0.ends.removeValue(forKey: Self.key(end)) }
    }

    /// Ends all that are here, and takes no more.
    func close() async {
        let ends = state.withLock { state in
            state.isClosed = true
            defer { state.ends = [:] }
            return Array(state.ends.values)
        }
        for end in ends { await end.abandon() }
    }

    private static func key(_ end: LinkEnd) -> ObjectIdentifier { ObjectIdentifier(end.channel.channel) }
}
