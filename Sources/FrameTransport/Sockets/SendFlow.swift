import NIOCore
private import Synchronization

/// Knows whether a peer keeps up.
///
/// It sits in the channel's pipeline, where writability changes; it may be asked from any task.
final class SendFlow: Sendable {
    private struct State {
        var isWritable = true
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func noteWritable(_ isWritable: Bool) {
        change { $0.isWritable = isWritable }
    }

    func noteClosed() {
        change { $0.isClosed = true }
    }

    /// Returns when the peer has room.
    ///
    /// - Throws: ``TransportError`` with the code `closed` when the link is gone.
    func room() async throws(TransportError) {
        while true {
            let (isClosed, isWritable) = state.withLock { ($0.isClosed, $0.isWritable) }
            if isClosed { throw TransportError(.closed, "the link is gone") }
            if isWritable { return }
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if state.isClosed || state.isWritable { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if passes { continuation.resume() }
            }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            guard state.isClosed || state.isWritable else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// Tells a ``SendFlow`` what happens on its channel.
final class SendFlowHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let flow: SendFlow

    init(_ flow: SendFlow) {
        self.flow = flow
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        flow.noteWritable(context.channel.isWritable)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        flow.noteClosed()
        context.fireChannelInactive()
    }
}
