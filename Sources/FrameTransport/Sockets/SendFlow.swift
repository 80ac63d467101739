import NIOCore
private import Synchronization

/// Knows whether a peer keeps up, and when something was last sent to it and last came from it.
///
/// It sits in the channel's pipeline, where writability changes and reads pass; all of it may be asked from any task.
final class SendFlow: Sendable {
    private struct State {
        var isWritable = true
        var isClosed = false
        var lastSent = ContinuousClock.now
        /// Since when the peer could be heard and was not; `nil` while this side does not listen.
        var silentSince: ContinuousClock.Instant?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var lastSent: ContinuousClock.Instant { state.withLock { $0.lastSent } }

    /// How long the peer has been silent. Time in which this side did not read, because it had enough, does not count.
    var silence: Duration { state.withLock { $0.silentSince?.duration(to: .now) ?? .zero } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func noteSent() {
        state.withLock { $0.lastSent = .now }
    }

    func noteListening() {
        state.withLock { $0.silentSince = $0.silentSince ?? .now }
    }

    func noteHeard() {
        state.withLock { $0.silentSince = nil }
    }

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
final class SendFlowHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let flow: SendFlow

    init(_ flow: SendFlow) {
        self.flow = flow
    }

    func read(context: ChannelHandlerContext) {
        flow.noteListening()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        flow.noteHeard()
        context.fireChannelRead(data)
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
