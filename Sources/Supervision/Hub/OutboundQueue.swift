internal import FrameTransport
internal import SpeechFrames
private import Synchronization

/// What waits to be sent to one peer: the lock that decides what is sent is never held while a peer is slow.
///
/// At most ``limit`` frames wait beside those that are being sent; with one more, the connection is ended, for a peer that
/// reads so slowly hangs. It may connect again. Of pictures that replace each other only the newest waits.
final class OutboundQueue: Sendable {
    static let limit = 4_096

    /// A frame of the hub's own, or one that is passed on in the very bytes in which it came.
    private enum Item {
        case own(Frame)
        case passed(RawFrame)

        var type: FrameType {
            switch self {
            case .own(let frame): frame.type
            case .passed(let frame): frame.type
            }
        }
    }

    private struct State {
        var items: [Item] = []
        var isGivenUp = false
        var connection: FrameConnection?
    }

    private let state = Mutex(State())
    private let changed = WaitList()

    init() {}

    /// Has a frame sent. One that is a `picture` takes the place of the last one of its type, if that still waits.
    func send(_ frame: Frame, isPicture: Bool = false) {
        send(.own(frame), isPicture: isPicture)
    }

    /// Has a frame passed on as it came.
    func send(_ frame: RawFrame) {
        send(.passed(frame), isPicture: false)
    }

    private func send(_ item: Item, isPicture: Bool) {
        let overflowed = state.withLock { state -> FrameConnection? in
            if isPicture, let index = state.items.firstIndex(where: { $0.type == item.type }) {
                state.items[index] = item
            } else if state.items.count < Self.limit {
                state.items.append(item)
            } else {
                state.isGivenUp = true
                state.items = []
                return state.connection.take()
            }
            return nil
        }
        // The end of the connection ends a `send` that waits for room on it, which a cancellation would not.
        overflowed?.close()
        changed.wake()
    }

    /// Sends what comes until the queue is given up or the task is cancelled.
    ///
    /// - Throws: what the connection throws, `TransportError` where the peer was too slow, and `CancellationError`.
    func drain(into connection: FrameConnection) async throws {
        state.withLock { $0.connection = connection }
        defer { state.withLock { $0.connection = nil } }
        while true {
            for item in try await next() {
                switch item {
                case .own(let frame): try await connection.send(frame)
                case .passed(let frame): try await connection.send(frame)
                }
            }
        }
    }

    /// Whether its peer was too slow a reader.
    var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

    /// What waits, in order; it is sent no more.
    func takeFrames() -> [Frame] {
        let items = state.withLock { state in
            defer { state.items = [] }
            return state.items
        }
        return items.compactMap { item in
            switch item {
            case .own(let frame): frame
            case .passed(let raw): try? raw.decode()
            }
        }
    }

    private func next() async throws -> [Item] {
        try await changed.wait { state.withLock { !$0.items.isEmpty || $0.isGivenUp } }
        return try state.withLock { state in
            if state.isGivenUp { throw TransportError(.closed, "the peer was too slow a reader") }
            defer { state.items = [] }
            return state.items
        }
    }
}
